package io.bulksend.input;

import java.util.Locale;

/**
 * The columns that have a meaning; all others are carried along.
 */
public enum Column {

	/** Whom the message goes to. */
	RECIPIENT_WHATSAPP,

	/** Individual or group. */
	RECIPIENT_TYPE,

	/** The sender's id. */
	SOURCE,

	/** Media that was uploaded before. */
	ATTACHMENT_ID,

	/** Media that the API fetches. */
	ATTACHMENT_URL,

	/** Media beside the CSV file. */
	ATTACHMENT_FILE,

	/** What kind of media it is. */
	ATTACHMENT_TYPE,

	/** The text below the medium. */
	CAPTION,

	/** The caller's own identifier. */
	X_APIHEADER("x-apiheader");

	private final String columnName;

	Column() {
		this.columnName = name().toLowerCase(Locale.ROOT);
	}

	Column(String columnName) {
		this.columnName = columnName;
	}

	/**
	 * Returns the name as the documentation writes it.
	 * @return the name, in lower case
	 */
	public String columnName() {
		return this.columnName;
	}

}
