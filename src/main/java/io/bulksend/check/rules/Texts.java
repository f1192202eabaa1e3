package io.bulksend.check.rules;

import io.bulksend.campaign.Code;
import io.bulksend.input.Column;
import io.bulksend.input.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rules for texts that people read, and for what is either yes or no.
 */
public final class Texts {

	private Texts() {
	}

	/**
	 * A text of limited length. An emoji of one code point is one character.
	 * @param row a sound row
	 * @param column where the text is
	 * @param longest how many characters it may have
	 * @param tooLong what it breaks if it has more
	 * @return the text without white space around it, or {@code null} for none
	 * @throws BrokenRuleException if it is too long
	 */
	public static @Nullable String limited(Row row, Column column, int longest, Code tooLong)
			throws BrokenRuleException {
		String text = Field.trimText(row.get(column));
		if (text.length() > longest) {
			int length = text.codePointCount(0, text.length());
			if (length > longest) {
				throw new BrokenRuleException(tooLong, "The %s %s has %d characters; it takes %,d at most."
					.formatted(column.columnName(), Field.quote(text), length, longest));
			}
		}
		return text.isEmpty() ? null : text;
	}

	/** Spreadsheets make TRUE and FALSE of what is ticked. */
	static boolean yes(Row row, Column column) throws BrokenRuleException {
		String word = Field.trim(row.get(column));
		if (word.isEmpty() || word.equalsIgnoreCase("no") || word.equalsIgnoreCase("false")) {
			return false;
		}
		if (word.equalsIgnoreCase("yes") || word.equalsIgnoreCase("true")) {
			return true;
		}
		throw new BrokenRuleException(Code.MESSAGE_TYPE,
				"The " + column.columnName() + " " + Field.quote(word) + " is neither yes nor no.");
	}

}
