package io.bulksend.campaign;

/**
 * What became of a row, as the results say it; in words too, for all who show it.
 */
public enum Status {

	/** The API took it, and gave it an id. */
	ACCEPTED("The API took it. That is not yet delivery.", "Nothing."),

	/** The API refused it, with a code. */
	REJECTED("The API refused it.", "See its code."),

	/** It broke a rule of the input and was never sent. */
	INVALID("It broke a rule of the input, and was not sent.", "See its code."),

	/** It says the same as an earlier row and was not sent. */
	DUPLICATE("An earlier row says the same. Not sent.", "Nothing."),

	/** Its recipient asked not to be written to; not sent. */
	SUPPRESSED("The recipient is on the suppression list, or has opted out. Not sent.", "Nothing."),

	/** It went out and no answer was seen: it may have arrived. */
	IN_DOUBT("It went out, and no answer was seen: it may have arrived. Never sent again by itself.",
			"Ask before you send it again."),

	/** Not tried yet, or known not to have been taken: the next run sends it. */
	NOT_SENT("Not tried yet, or known not to have been taken.", "The next run sends it.");

	private final String meaning;

	private final String advice;

	Status(String meaning, String advice) {
		this.meaning = meaning;
		this.advice = advice;
	}

	/**
	 * What it says about a row.
	 * @return a sentence or two
	 */
	public String meaning() {
		return this.meaning;
	}

	/**
	 * What to do about such a row.
	 * @return a sentence
	 */
	public String advice() {
		return this.advice;
	}

	/**
	 * Says whether a person should look at such a row.
	 * @return true for what was refused, invalid or in doubt
	 */
	public boolean needsALook() {
		return this == REJECTED || this == INVALID || this == IN_DOUBT;
	}

}
