package io.bulksend.input;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

import io.bulksend.campaign.Code;
import org.jspecify.annotations.Nullable;

/**
 * Records to rows: splits them, and says what is wrong with those that do not fit.
 */
final class RowMaker {

	/** The most characters of a field: as many as a cell of a spreadsheet holds. */
	static final int MAX_FIELD = 32_767;

	/** What is kept of each field of a row that is too large to be kept whole. */
	static final int CUT_FIELD = 1_000;

	private static final String CUT = "; only the beginning is kept here";

	private final Header header;

	private final FieldSplitter splitter;

	private final FormulaGuard guard;

	private final boolean unguarding;

	private long guardsTakenOff;

	RowMaker(Header header, FieldSplitter splitter, Dialect dialect) {
		this.header = header;
		this.splitter = splitter;
		this.guard = FormulaGuard.of(dialect);
		this.unguarding = header.isResultsFile() || dialect == Dialect.PRESENT;
	}

	Row make(RawRecord raw, long number) {
		String[] fields = this.splitter.split(raw.text());
		int expected = this.header.names().size();
		if (fields.length > expected && isEmpty(fields, expected)) {
			// Spreadsheets fill up their rows to the widest.
			fields = Arrays.copyOf(fields, expected);
		}
		if (this.unguarding) {
			unguard(fields);
		}
		String defect = tooLarge(raw, fields);
		if (defect != null) {
			Arrays.setAll(fields, cut(fields));
		}
		else {
			defect = defect(raw, fields, expected);
		}
		return new Row(this.header, number, raw.line(), List.of(fields), defect);
	}

	/** In all rows so far. */
	long guardsTakenOff() {
		return this.guardsTakenOff;
	}

	private @Nullable String tooLarge(RawRecord raw, String[] fields) {
		Flaw flaw = raw.flaw();
		if (flaw != null && flaw.kind() == Flaw.Kind.ROW_TOO_LONG) {
			return "The row has more than %,d characters%s%s.".formatted(RecordScanner.MAX_RECORD, lines(raw), CUT);
		}
		if (flaw != null && flaw.kind() == Flaw.Kind.TOO_MANY_FIELDS) {
			return "The row has more than %,d fields%s%s.".formatted(RecordScanner.MAX_FIELDS, lines(raw), CUT);
		}
		if (raw.text().length() > MAX_FIELD) {
			for (int i = 0; i < fields.length; i++) {
				if (fields[i].length() > MAX_FIELD) {
					return "%s has more than %,d characters%s%s.".formatted(field(i + 1), MAX_FIELD, lines(raw), CUT);
				}
			}
		}
		return null;
	}

	private @Nullable String defect(RawRecord raw, String[] fields, int expected) {
		int count = fields.length;
		Flaw flaw = (raw.flaw() == null && this.header.isResultsFile()) ? restored(fields) : raw.flaw();
		if (flaw != null) {
			String field = field(flaw.field());
			return switch (flaw.kind()) {
				case CONTROL_CHARACTER -> "%s holds an invisible control character (%s); type its text anew."
					.formatted(field, HiddenCharacters.name(flaw.character()));
				case HALF_CHARACTER -> "%s holds half a character (%s), maybe of a cut emoji; type its text anew."
					.formatted(field, HiddenCharacters.name(flaw.character()));
				default -> "%s goes on after its closing quote; write quotes within a text twice.".formatted(field);
			};
		}
		if (count != expected) {
			return "The row has %s where the header has %s%s; add or remove what separates them, or put quotes around a text that holds it."
				.formatted(fields(count), fields(expected), lines(raw));
		}
		return this.header.isResultsFile() ? lost(fields) : null;
	}

	/**
	 * Results show less than all of a row that did not fit: it must not go out as if it
	 * were whole. A hidden character was shown, and may be corrected there; its number in
	 * the message tells such rows.
	 */
	private @Nullable String lost(String[] fields) {
		boolean malformed = fields[this.header.errorCodeIndex()].equals(Code.MALFORMED_ROW.name());
		String message = fields[this.header.errorMessageIndex()];
		return (malformed && !HiddenCharacters.areNamedIn(message)) ? message : null;
	}

	// What an earlier run showed by its number spoils the row as it did then.
	private static @Nullable Flaw restored(String[] fields) {
		for (int i = 0; i < fields.length; i++) {
			int at = HiddenCharacters.indexIn(fields[i]);
			if (at >= 0) {
				char character = fields[i].charAt(at);
				return new Flaw(
						Character.isSurrogate(character) ? Flaw.Kind.HALF_CHARACTER : Flaw.Kind.CONTROL_CHARACTER,
						i + 1, character);
			}
		}
		return null;
	}

	private String field(int number) {
		List<String> names = this.header.names();
		return (number <= names.size()) ? "The field " + ColumnName.quoted(names.get(number - 1)) : "Field " + number;
	}

	private static String fields(int count) {
		return (count == 1) ? "1 field" : "%,d fields".formatted(count);
	}

	private static String lines(RawRecord raw) {
		return (raw.lastLine() == raw.line()) ? ""
				: " (it runs to line %d: is a quote left open?)".formatted(raw.lastLine());
	}

	private static boolean isEmpty(String[] fields, int from) {
		return Arrays.stream(fields, from, fields.length).allMatch(String::isEmpty);
	}

	private void unguard(String[] fields) {
		for (int i = 0; i < fields.length; i++) {
			if (this.guard.isGuarded(fields[i])) {
				fields[i] = fields[i].substring(1);
				this.guardsTakenOff++;
			}
			if (this.header.isResultsFile()) {
				fields[i] = HiddenCharacters.restore(fields[i]);
			}
		}
	}

	private static IntFunction<String> cut(String[] fields) {
		return (i) -> {
			String field = fields[i];
			int length = Math.min(field.length(), CUT_FIELD);
			boolean halved = length > 0 && Character.isHighSurrogate(field.charAt(length - 1));
			return field.substring(0, halved ? length - 1 : length);
		};
	}

}
