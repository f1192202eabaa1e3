package io.bulksend.campaign;

/**
 * By which rule numbers are read and messages compared. A campaign keeps the rule that it
 * was begun with, whatever version of the program goes on with it: another rule would
 * give its messages other keys, and send again what was sent.
 */
public enum KeyVersion {

	/** Every difference counts, and a zero after the country code is a digit like any. */
	AS_WRITTEN(1),

	/** Recipients are compared as persons, and line breaks as one kind. */
	BY_PERSON(2);

	/** What campaigns begin with now. */
	public static final KeyVersion LATEST = BY_PERSON;

	private final int number;

	KeyVersion(int number) {
		this.number = number;
	}

	/**
	 * What the ledger writes for it.
	 * @return a number, the same in every version of the program
	 */
	public int number() {
		return this.number;
	}

	/**
	 * Reads a rule back.
	 * @param number what the ledger has
	 * @return the rule
	 */
	public static KeyVersion of(int number) {
		for (KeyVersion version : values()) {
			if (version.number == number) {
				return version;
			}
		}
		throw new IllegalStateException("There is no rule " + number + " to compare messages by");
	}

}
