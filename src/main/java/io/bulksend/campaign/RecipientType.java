package io.bulksend.campaign;

import java.util.Locale;

/**
 * Whom a message goes to: one person, or a group.
 */
public enum RecipientType {

	/** A person, known by a phone number. */
	INDIVIDUAL,

	/** A group, known by a name of the API's own. */
	GROUP;

	private final String apiName = name().toLowerCase(Locale.ROOT);

	/**
	 * Returns the name that the API and the input file use, in lower case.
	 * @return the name, never blank
	 */
	public String apiName() {
		return this.apiName;
	}

}
