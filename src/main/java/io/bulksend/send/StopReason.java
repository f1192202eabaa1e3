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

	/** The time before which nothing may be sent has not come. */
	NOT_BEFORE(false),

	/** As many recipients got something as may within 24 hours. */
	PER_DAY(false),

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
	 * What has to be so before the same command sends what is left, said alike wherever
	 * people are told what to do.
	 * @return the beginning of a sentence; empty where the command just goes on
	 */
	public String first() {
		return switch (this) {
			case ACCOUNT_REFUSED -> "When that is in order";
			case WRONG_ADDRESS -> "When BULKSEND_API_URL is right";
			case MAX_FAILURES -> "When it is clear why";
			case CANARY_FAILED -> "When it is clear why they were not accepted";
			case TIME_OVER -> "If they may still go out";
			case WINDOW_CLOSED -> "When the window is open";
			case NOT_BEFORE -> "When the time of --not-before has come";
			case PER_DAY -> "When --per-day allows more";
			case API_ASKS_TO_WAIT -> "When the API takes messages again";
			case UNREACHABLE -> "When the API can be reached";
			default -> "";
		};
	}

	/**
	 * The reason in a word, for scripts.
	 * @return its name in lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
