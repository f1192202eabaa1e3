package io.bulksend.send;

/**
 * Why a run ends before its campaign does.
 */
public enum StopReason {

	/** Somebody asked for it. */
	SIGNAL,

	/** The API refused the account. */
	ACCOUNT_REFUSED,

	/** Too many calls in a row were not accepted. */
	MAX_FAILURES,

	/** The API could not be reached for too long. */
	UNREACHABLE,

	/** As many messages were sent as this run may send. */
	LIMIT,

	/** The hours in which messages may be sent are over, or have not begun. */
	WINDOW_CLOSED

}
