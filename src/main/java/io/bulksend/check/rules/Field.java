package io.bulksend.check.rules;

/**
 * What spreadsheets and chats leave around a value, and how a value is shown to people.
 */
public final class Field {

	private static final int QUOTED_LENGTH = 40;

	private Field() {
	}

	/**
	 * Strips what cannot be seen off both ends: white space of every kind and format
	 * characters such as byte order marks, zero-width spaces and direction marks.
	 */
	public static String trim(String field) {
		int start = 0;
		int end = field.length();
		while (start < end && isInvisible(field.charAt(start))) {
			start++;
		}
		while (start < end && isInvisible(field.charAt(end - 1))) {
			end--;
		}
		return field.substring(start, end);
	}

	/**
	 * Strips white space off both ends of a text for readers. Format characters stay, as
	 * a direction mark at the start of an Arabic caption decides how it reads; a text of
	 * nothing visible is empty.
	 */
	public static String trimText(String text) {
		if (trim(text).isEmpty()) {
			return "";
		}
		int start = 0;
		int end = text.length();
		while (isWhiteSpace(text.charAt(start))) {
			start++;
		}
		while (isWhiteSpace(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(start, end);
	}

	static boolean isInvisible(char character) {
		if (character > ' ' && character < 0x7F) {
			return false;
		}
		return isWhiteSpace(character) || Character.getType(character) == Character.FORMAT;
	}

	// Java's white space leaves the no-break spaces out.
	private static boolean isWhiteSpace(char character) {
		return Character.isWhitespace(character) || Character.isSpaceChar(character);
	}

	/**
	 * As much of a value as {@link #quote} shows, from a little before what matters.
	 */
	public static String excerpt(String value, int at) {
		int start = (at < QUOTED_LENGTH / 2) ? 0 : at - QUOTED_LENGTH / 4;
		if (start > 0 && Character.isLowSurrogate(value.charAt(start))) {
			start--;
		}
		String rest = (start > 0) ? "\u2026" + value.substring(start) : value;
		int shown = Math.min(QUOTED_LENGTH, rest.codePointCount(0, rest.length()));
		int end = rest.offsetByCodePoints(0, shown);
		return (end < rest.length()) ? rest.substring(0, rest.offsetByCodePoints(end, -1)) + "\u2026" : rest;
	}

	/**
	 * The value in quotation marks, cut to a readable length, with every character made
	 * visible.
	 */
	public static String quote(String value) {
		StringBuilder quoted = new StringBuilder("\"");
		int index = 0;
		for (int shown = 0; index < value.length() && shown < QUOTED_LENGTH; shown++) {
			int codePoint = value.codePointAt(index);
			index += Character.charCount(codePoint);
			appendVisibly(quoted, codePoint);
		}
		return quoted.append((index < value.length()) ? "\u2026\"" : "\"").toString();
	}

	private static void appendVisibly(StringBuilder text, int codePoint) {
		int type = Character.getType(codePoint);
		boolean visible = codePoint == ' ' || !(Character.isSpaceChar(codePoint) || type == Character.CONTROL
				|| type == Character.FORMAT || type == Character.SURROGATE || type == Character.UNASSIGNED);
		if (visible) {
			text.appendCodePoint(codePoint);
		}
		else if (codePoint == '\n' || codePoint == '\r') {
			text.append('\u23CE');
		}
		else {
			text.append(String.format("[U+%04X]", codePoint));
		}
	}

}
