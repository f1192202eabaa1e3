package io.bulksend.api;

/**
 * Text from the other side, made fit for a log, a database and a spreadsheet.
 */
final class ApiText {

	/** The longest text that is kept, in UTF-16 units. */
	static final int MAX_LENGTH = 1_000;

	private static final int MAX_ID_LENGTH = 500;

	private ApiText() {
	}

	/**
	 * Replaces what could break a line, turn text around or be refused by a database.
	 * @param text any text
	 * @return the text without control characters, without white space around it, well
	 * formed, and at most {@value #MAX_LENGTH} long
	 */
	static String clean(String text) {
		String cleaned = isClean(text) ? text : replaced(text);
		cleaned = cleaned.strip();
		if (cleaned.length() <= MAX_LENGTH) {
			return cleaned;
		}
		int end = Character.isHighSurrogate(cleaned.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
		return cleaned.substring(0, end).strip();
	}

	/**
	 * Says whether a message id can be kept as it is. A changed id would match no
	 * delivery receipt.
	 * @param id the id
	 * @return whether it is neither blank, too long nor unclean
	 */
	static boolean isSoundId(String id) {
		return !id.isBlank() && id.length() <= MAX_ID_LENGTH && isClean(id);
	}

	/**
	 * Replaces halves of surrogate pairs, which UTF-8 cannot express.
	 * @param text any text
	 * @return the same text if it is well formed, else with U+FFFD in place of the halves
	 */
	static String wellFormed(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				return replaceHalves(text);
			}
		}
		return text;
	}

	private static String replaceHalves(String text) {
		StringBuilder builder = new StringBuilder(text.length());
		text.codePoints().forEach((c) -> builder.appendCodePoint(isHalf(c) ? 0xfffd : c));
		return builder.toString();
	}

	private static String replaced(String text) {
		StringBuilder builder = new StringBuilder(text.length());
		text.codePoints().limit(2L * MAX_LENGTH).forEach((c) -> {
			if (isHalf(c)) {
				builder.append('\ufffd');
			}
			else {
				builder.appendCodePoint(isHarmful(c) ? ' ' : c);
			}
		});
		return builder.toString();
	}

	private static boolean isClean(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isSurrogate(c)) {
				return text.codePoints().noneMatch((point) -> isHalf(point) || isHarmful(point));
			}
			if (isHarmful(c)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isHalf(int c) {
		return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
	}

	// Control characters (C0, DEL, C1), line and paragraph separators, and the marks that
	// turn the writing direction.
	private static boolean isHarmful(int c) {
		return c < ' ' || (c >= 0x7f && c <= 0x9f) || c == 0x061c || c == 0x200e || c == 0x200f
				|| (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
	}

}
