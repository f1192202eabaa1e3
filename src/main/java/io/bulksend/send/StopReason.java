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
	WINDOW_CLOSED,

	/** The time after which nothing may be sent has come. */
	TIME_OVER,

	/** Too few of the first messages were accepted. */
	CANARY_FAILED

}
