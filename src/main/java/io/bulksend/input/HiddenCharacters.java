package io.bulksend.input;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Characters that nobody sees and that do harm where they come out: control characters
 * but for tabs and line ends, and halves of surrogate pairs. Shown as the replacement
 * character and four hexadecimal digits, from which they can be restored.
 */
final class HiddenCharacters {

	private static final char MARK = '\uFFFD';

	private static final int DIGITS = 4;

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private static final Pattern NAMED = Pattern.compile("\\bU\\+[0-9A-F]{4}\\b");

	private HiddenCharacters() {
	}

	/**
	 * The character's number, by which a message names it.
	 */
	static String name(char character) {
		return "U+" + HEX.toHexDigits(character);
	}

	/**
	 * Whether a message names such a character, whatever else it says. The names of
	 * columns, which stand in quotation marks, may hold anything.
	 */
	static boolean areNamedIn(String message) {
		return NAMED.matcher(message).find(message.lastIndexOf('"') + 1);
	}

	/**
	 * Where the first one is.
	 * @return its index, or -1 where there is none
	 */
	static int indexIn(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (isHidden(text, i)) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Shows hidden characters by their numbers; and the mark, where it looks as if it
	 * showed one.
	 */
	static String show(String text) {
		int plain = plainLength(text);
		if (plain == text.length()) {
			return text;
		}
		StringBuilder shown = null;
		for (int i = plain; i < text.length(); i++) {
			char character = text.charAt(i);
			boolean hidden = isHidden(text, i) || isShown(text, i);
			if (hidden && shown == null) {
				shown = new StringBuilder(text.length() + DIGITS).append(text, 0, i);
			}
			if (hidden) {
				shown.append(MARK).append(HEX.toHexDigits(character));
			}
			else if (shown != null) {
				shown.append(character);
			}
		}
		return (shown != null) ? shown.toString() : text;
	}

	/**
	 * Takes back what {@link #show} did.
	 */
	static String restore(String text) {
		if (text.indexOf(MARK) < 0) {
			return text;
		}
		StringBuilder restored = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			if (isShown(text, i)) {
				restored.append((char) HexFormat.fromHexDigits(text, i + 1, i + 1 + DIGITS));
				i += DIGITS;
			}
			else {
				restored.append(text.charAt(i));
			}
		}
		return restored.toString();
	}

	/** How much of the beginning is printable ASCII, as nearly all texts are. */
	private static int plainLength(String text) {
		int length = text.length();
		int end = 0;
		while (end < length && text.charAt(end) >= ' ' && text.charAt(end) < 0x7f) {
			end++;
		}
		return end;
	}

	private static boolean isHidden(String text, int index) {
		char character = text.charAt(index);
		if (Character.isHighSurrogate(character)) {
			return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
		}
		if (Character.isLowSurrogate(character)) {
			return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
		}
		return Character.isISOControl(character) && character != '\t' && character != '\n' && character != '\r';
	}

	private static boolean isShown(String text, int index) {
		if (text.charAt(index) != MARK || text.length() - index <= DIGITS) {
			return false;
		}
		for (int i = index + 1; i <= index + DIGITS; i++) {
			if ("0123456789ABCDEF".indexOf(text.charAt(i)) < 0) {
				return false;
			}
		}
		return true;
	}

}
