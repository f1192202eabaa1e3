package io.bulksend.check;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.bulksend.check.Remark.Kind;
import io.bulksend.check.rules.Field;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a text what programs and spreadsheets leave there by mistake. Looks closer
 * only where a character may begin something: nearly all texts are passed through in one
 * quick look at each of their characters.
 */
final class BrokenText {

	private static final String[] ERRORS = { "#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!",
			"#SPILL!", "#CALC!", "#FIELD!", "#ERROR!", "#GETTING_DATA", "#NV", "#BEZUG!", "#WERT!", "#ZAHL!",
			"#VALEUR!", "#NOM?", "#NOMBRE!", "#\u00A1VALOR!", "#\u00A1REF!", "#\u00BFNOMBRE?", "#####" };

	private static final Set<String> NO_VALUES = Set.of("nan", "null", "none", "nil", "undefined", "n/a", "<na>", "nat",
			"(null)", "<null>", "[object object]");

	private static final int LONGEST_NO_VALUE = 15;

	/**
	 * Words that stand for no value within a text too, where nothing but an end follows.
	 */
	private static final String[] WORDS = { "nan", "NaN", "null", "undefined" };

	private static final String[] WRITTEN_OUT = { "&nbsp;", "&amp;", "&quot;", "&apos;", "&lt;", "&gt;", "<br>",
			"<br/>", "<br />", "<p>", "</p>" };

	private static final int LONGEST_NAME = 40;

	/** The bytes 0x80 to 0x9F in the encoding that texts are most often taken for. */
	private static final String WINDOWS_1252 = "\u20AC\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152"
			+ "\u017D\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u017E\u0178";

	/** What may well stand behind a capital letter. */
	private static final String QUOTES_AND_BLANKS = "\u201D\u2019\u00BB\u00A0\u2013\u2014\u2026";

	private static final boolean[] BEGINS = begins();

	private BrokenText() {
	}

	/**
	 * Looks at a cell.
	 * @return what looks broken, and the index where it does first; nearly always nothing
	 */
	static Map<Kind, Integer> in(String cell) {
		Map<Kind, Integer> found = Map.of();
		if (cell.length() <= LONGEST_NO_VALUE && isNoValue(cell)) {
			found = with(found, Kind.NO_VALUE, 0);
		}
		int length = cell.length();
		for (int i = 0; i < length; i++) {
			char character = cell.charAt(i);
			if (character < BEGINS.length ? BEGINS[character] : character == '\uFFFD') {
				Kind kind = at(cell, i, character);
				found = (kind != null) ? with(found, kind, i) : found;
			}
		}
		return found;
	}

	private static Map<Kind, Integer> with(Map<Kind, Integer> found, Kind kind, int at) {
		Map<Kind, Integer> all = found.isEmpty() ? new EnumMap<>(Kind.class) : found;
		all.putIfAbsent(kind, at);
		return all;
	}

	private static boolean isNoValue(String cell) {
		return NO_VALUES.contains(Field.trim(cell).toLowerCase(Locale.ROOT));
	}

	private static @Nullable Kind at(String cell, int i, char character) {
		boolean broken = switch (character) {
			case '#' -> startsWithAny(cell, i, ERRORS);
			case 'n', 'N', 'u' -> isLoneWord(cell, i);
			case '\\' -> isEscape(cell, i);
			case '&', '<' -> startsWithAny(cell, i, WRITTEN_OUT) || isNumericEntity(cell, i) || isPlaceholder(cell, i);
			case '{', '$', '*', '[', '%' -> isPlaceholder(cell, i);
			default -> isMojibake(cell, i, character);
		};
		if (!broken) {
			return null;
		}
		return switch (character) {
			case '#' -> Kind.SPREADSHEET_ERROR;
			case 'n', 'N', 'u' -> Kind.NO_VALUE;
			case '\\', '&' -> Kind.ESCAPE;
			case '<' -> isPlaceholder(cell, i) ? Kind.PLACEHOLDER : Kind.ESCAPE;
			case '{', '$', '*', '[', '%' -> Kind.PLACEHOLDER;
			default -> Kind.MOJIBAKE;
		};
	}

	private static boolean startsWithAny(String cell, int at, String... beginnings) {
		for (String beginning : beginnings) {
			if (cell.regionMatches(true, at, beginning, 0, beginning.length())) {
				return !beginning.equals("#NV") || isEnd(cell, at + beginning.length());
			}
		}
		return false;
	}

	/** "Dear nan," but not "null problem". */
	private static boolean isLoneWord(String cell, int at) {
		if (at > 0 && Character.isLetterOrDigit(cell.charAt(at - 1))) {
			return false;
		}
		for (String word : WORDS) {
			if (cell.startsWith(word, at)) {
				int end = at + word.length();
				return isEnd(cell, end) && (end == cell.length() || !Character.isWhitespace(cell.charAt(end))
						|| cell.charAt(end) == '\n' || cell.charAt(end) == '\r');
			}
		}
		return false;
	}

	private static boolean isEnd(String cell, int at) {
		return at == cell.length()
				|| !(Character.isLetterOrDigit(cell.charAt(at)) || "-_'\u2019/".indexOf(cell.charAt(at)) >= 0);
	}

	/** A path of Windows has backslashes of its own. */
	private static boolean isEscape(String cell, int at) {
		if (at + 1 == cell.length() || cell.contains(":\\") || cell.contains("\\\\")) {
			return false;
		}
		char next = cell.charAt(at + 1);
		return next == 'n' || next == 'r' || next == 't'
				|| (next == 'u' && cell.length() - at >= 6 && cell.substring(at + 2, at + 6).matches("[0-9A-Fa-f]{4}"));
	}

	private static boolean isNumericEntity(String cell, int at) {
		int i = at + 2;
		if (!cell.startsWith("&#", at)) {
			return false;
		}
		while (i < cell.length() && i < at + 9 && Character.digit(cell.charAt(i), 16) >= 0 || isHexMark(cell, i, at)) {
			i++;
		}
		return i > at + 2 && i < cell.length() && cell.charAt(i) == ';';
	}

	private static boolean isHexMark(String cell, int i, int at) {
		return i == at + 2 && i < cell.length() && (cell.charAt(i) == 'x' || cell.charAt(i) == 'X');
	}

	private static boolean isPlaceholder(String cell, int at) {
		return switch (cell.charAt(at)) {
			case '{' -> cell.startsWith("{{", at) || cell.startsWith("{%", at) || isNamed(cell, at, '}');
			case '$' -> cell.startsWith("${", at);
			case '*' -> cell.startsWith("*|", at) && cell.indexOf("|*", at) > 0;
			case '[' -> cell.startsWith("[[", at) && cell.indexOf("]]", at) > 0;
			case '<' -> cell.startsWith("<<", at) && cell.indexOf(">>", at) > 0;
			case '%' -> isNamed(cell, at, '%') && cell.charAt(at + 1) <= 'Z' && cell.charAt(at + 3) != '%';
			default -> false;
		};
	}

	/** One word of letters that a program could know, up to what closes it. */
	private static boolean isNamed(String cell, int at, char close) {
		int end = cell.indexOf(close, at + 1);
		if (end < at + 3 || end > at + LONGEST_NAME) {
			return false;
		}
		for (int i = at + 1; i < end; i++) {
			char character = cell.charAt(i);
			boolean letter = (character >= 'A' && character <= 'Z') || character == '_'
					|| (close == '}' && character >= 'a' && character <= 'z');
			boolean within = i > at + 1 && close == '}' && (character == '.' || (character >= '0' && character <= '9'));
			if (!letter && !within) {
				return false;
			}
		}
		return true;
	}

	/** Bytes of UTF-8 that were taken for letters one by one. */
	private static boolean isMojibake(String cell, int at, char first) {
		return switch (first) {
			case '\u00C2', '\u00C3' -> isByte(cell, at + 1) && !isCapitalBefore(cell, at);
			case '\u00E2' -> isByte(cell, at + 1) && isByte(cell, at + 2);
			case '\u00E0' -> isByte(cell, at + 1) && isByte(cell, at + 2)
					&& "\u00A4\u00A5\u00A6\u00A7\u00A8\u00A9\u00AA\u00AC\u00AE".indexOf(cell.charAt(at + 1)) >= 0;
			case '\u00F0' ->
				at + 1 < cell.length() && (cell.charAt(at + 1) == '\u0178' || cell.charAt(at + 1) == '\u009F');
			case '\u00EF' -> cell.startsWith("\u00EF\u00BB\u00BF", at);
			case '\u00D0', '\u00D1', '\u00D8', '\u00D9' -> isByte(cell, at + 1) && at + 2 < cell.length()
					&& "\u00D0\u00D1\u00D8\u00D9\u00DA\u00DB".indexOf(cell.charAt(at + 2)) >= 0 && isByte(cell, at + 3);
			default -> first == '\uFFFD';
		};
	}

	private static boolean isByte(String cell, int at) {
		if (at >= cell.length()) {
			return false;
		}
		char character = cell.charAt(at);
		return (character >= '\u0080' && character <= '\u00BF') || WINDOWS_1252.indexOf(character) >= 0;
	}

	/** A word in capitals may end in such a letter. */
	private static boolean isCapitalBefore(String cell, int at) {
		return at > 0 && Character.isUpperCase(cell.charAt(at - 1))
				&& QUOTES_AND_BLANKS.indexOf(cell.charAt(at + 1)) >= 0;
	}

	private static boolean[] begins() {
		boolean[] begins = new boolean[0x100];
		for (char character : "#nNu\\&<{$*[%\u00C2\u00C3\u00E2\u00E0\u00F0\u00EF\u00D0\u00D1\u00D8\u00D9"
			.toCharArray()) {
			begins[character] = true;
		}
		return begins;
	}

}
