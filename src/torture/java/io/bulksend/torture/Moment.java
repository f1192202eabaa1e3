package io.bulksend.torture;

import java.util.List;

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
	AFTER_ANSWER,

	/** A file was read, and its id did not go out. */
	UPLOAD,

	/** A file's id went out: it is uploaded, and no message that carries it was sent. */
	UPLOADED;

	/** The moments of runs whose messages carry no files. */
	static final List<Moment> OF_MESSAGES = List.of(CONNECTION, ARRIVAL, BEFORE_ANSWER, AFTER_ANSWER);

}
