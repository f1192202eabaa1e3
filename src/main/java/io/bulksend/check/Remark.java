package io.bulksend.check;

import io.bulksend.check.rules.Field;

/**
 * Something that looks broken in the messages, or is not sent with them, although they
 * can be sent so.
 *
 * @param kind what it is
 * @param column the column's name, as the file writes it
 * @param count how many cells of the column, at least 1
 * @param firstLine the line where the row with the first of them starts
 * @param example the part that matters of the first of them
 */
public record Remark(Kind kind, String column, long count, long firstLine, String example) {

	/** What may be wrong. */
	public enum Kind {

		/** As in #N/A. */
		SPREADSHEET_ERROR("A spreadsheet's error is shown in place of a value"),

		/** As in nan, null or None. */
		NO_VALUE("A program's word for a value that is missing"),

		/** As in {{name}}. */
		PLACEHOLDER("A placeholder was left in"),

		/** As in &#xC3;&#xA9; for e with an accent. */
		MOJIBAKE("Letters are garbled, as where a file was read in the wrong encoding"),

		/** As in \\n, or &amp;nbsp;. */
		ESCAPE("A line break or another character is written out, and will be shown so"),

		/** An address of this machine, or of a network of its own. */
		UNREACHABLE_ADDRESS("An address that only this machine or its network knows"),

		/** An address of a page about a medium, not of the medium. */
		PAGE_ADDRESS("An address of a web page, most likely, and not of a file"),

		/** A text beside a medium, a value for a template that there is not. */
		NOT_SENT("Messages of such a type have no place for it");

		private final String meaning;

		Kind(String meaning) {
			this.meaning = meaning;
		}

		/**
		 * What that means, for people.
		 * @return a sentence without its end
		 */
		public String meaning() {
			return this.meaning;
		}

	}

	/**
	 * What is the matter with the cells.
	 * @return words that follow how many there are
	 */
	public String verdict() {
		if (this.kind == Kind.NOT_SENT) {
			return (this.count == 1) ? "is not sent" : "are not sent";
		}
		return (this.count == 1) ? "looks broken" : "look broken";
	}

	/**
	 * The example, as it can be shown.
	 * @return in quotation marks, cut to a readable length, every character visible
	 */
	public String shownExample() {
		return Field.quote(this.example);
	}

}
