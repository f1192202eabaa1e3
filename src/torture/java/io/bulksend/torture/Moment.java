package io.bulksend.torture;

/**
 * When a run is disturbed, as the API sees it.
 */
enum Moment {

	/** A connection was opened: the claim is committed, no call was read. */
	CONNECTION,

	/** A request was read. */
	ARRIVAL,

	/** The answer is about to go out. */
	BEFORE_ANSWER,

	/** The answer went out: its outcome is just being booked. */
	AFTER_ANSWER

}
