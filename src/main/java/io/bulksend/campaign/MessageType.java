package io.bulksend.campaign;

import java.util.Locale;

/**
 * The types of messages that the API takes.
 */
public enum MessageType {

	/** A medium; reaches those who wrote within the last 24 hours. */
	MEDIA,

	/** A text that was approved before, with values filled in; reaches everybody. */
	TEMPLATE,

	/** A template with a medium above it, or with dynamic buttons below. */
	MEDIA_TEMPLATE,

	/** A text; reaches those who wrote within the last 24 hours. */
	TEXT;

	private final String apiName = name().toLowerCase(Locale.ROOT);

	/**
	 * Returns the name that the API and the input file use, in lower case.
	 * @return the name, never blank
	 */
	public String apiName() {
		return this.apiName;
	}

}
