package io.bulksend.input;

import io.bulksend.campaign.KeyVersion;

/**
 * How the text of a file is understood. A campaign keeps to the one that it was begun
 * with: read otherwise, its rows would be other rows, and other messages.
 */
public enum Dialect {

	/**
	 * As the first versions read: a blank beside a quote is text, and so makes the quote
	 * a character like others; an apostrophe is taken off in results files alone.
	 */
	FIRST,

	/**
	 * Blanks around a quoted field do not count, and a spreadsheet's apostrophe is taken
	 * off wherever it stands.
	 */
	PRESENT;

	/**
	 * The dialect of a campaign's files.
	 * @param version the rule that the campaign keeps to
	 * @return the dialect that was read when campaigns began with that rule
	 */
	public static Dialect of(KeyVersion version) {
		return switch (version) {
			case AS_WRITTEN -> FIRST;
			case BY_PERSON -> PRESENT;
		};
	}

}
