package io.bulksend.campaign;

/**
 * What became of a row, as the results say it.
 */
public enum Status {

	/** The API took it, and gave it an id. */
	ACCEPTED,

	/** The API refused it, with a code. */
	REJECTED,

	/** It broke a rule of the input and was never sent. */
	INVALID,

	/** It says the same as an earlier row and was not sent. */
	DUPLICATE,

	/** Its recipient asked not to be written to; not sent. */
	SUPPRESSED,

	/** It went out and no answer was seen: it may have arrived. */
	IN_DOUBT,

	/** Not tried yet, or known not to have been taken: the next run sends it. */
	NOT_SENT;

	/**
	 * Says whether a person should look at such a row.
	 * @return true for what was refused, invalid or in doubt
	 */
	public boolean needsALook() {
		return this == REJECTED || this == INVALID || this == IN_DOUBT;
	}

}
