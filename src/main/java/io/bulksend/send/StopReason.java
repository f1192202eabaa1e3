package io.bulksend.send;

import java.util.Locale;

import io.bulksend.media.MediaIds;

/**
 * Why a run ends before its campaign does.
 */
public enum StopReason {

	/** Somebody asked for it. */
	SIGNAL(false),

	/** The API refused the account. */
	ACCOUNT_REFUSED(true),

	/** Nothing takes messages at the API's address. */
	WRONG_ADDRESS(true),

	/** Too many calls in a row were not accepted. */
	MAX_FAILURES(true),

	/** The API could not be reached for too long. */
	UNREACHABLE(false),

	/** The API asks to wait for longer than this run would. */
	API_ASKS_TO_WAIT(false),

	/** As many messages were sent as this run may send. */
	LIMIT(false),

	/** The hours in which messages may be sent are over, or have not begun. */
	WINDOW_CLOSED(false),

	/** The time after which nothing may be sent has come. */
	TIME_OVER(true),

	/** Too few of the first messages were accepted. */
	CANARY_FAILED(true);

	private final boolean person;

	StopReason(boolean person) {
		this.person = person;
	}

	/** Why uploads end a run. */
	static StopReason of(MediaIds.HaltReason reason) {
		return switch (reason) {
			case ACCOUNT_REFUSED -> ACCOUNT_REFUSED;
			case WRONG_ADDRESS -> WRONG_ADDRESS;
			case UNREACHABLE -> UNREACHABLE;
			case API_ASKS_TO_WAIT -> API_ASKS_TO_WAIT;
		};
	}

	/**
	 * Says whether the same command alone does not go on: somebody has to look first, and
	 * to change something.
	 * @return whether a person is needed
	 */
	public boolean needsAPerson() {
		return this.person;
	}

	/**
	 * The reason in a word, for scripts.
	 * @return its name in lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
