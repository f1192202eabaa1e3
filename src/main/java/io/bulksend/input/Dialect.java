package io.bulksend.input;

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
	PRESENT

}
