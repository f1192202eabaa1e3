package io.bulksend.input;

import org.jspecify.annotations.Nullable;

/**
 * The text of one record, not yet split into fields.
 *
 * @param text the text, without its line end and without blanks around quoted fields; cut
 * off where a flaw says so
 * @param line the line where it starts, counted from 1
 * @param lastLine the line where it ends
 * @param fieldCount how many fields it has
 * @param flaw what spoils it, or {@code null}
 */
record RawRecord(String text, long line, long lastLine, int fieldCount, @Nullable Flaw flaw) {

	boolean isBlank() {
		return this.fieldCount == 1 && this.text.isBlank();
	}

}
