package io.bulksend.check.rules;

import java.util.regex.Pattern;

import io.bulksend.campaign.Code;

/**
 * From a phone number as people write it to the digits that the API takes. Never refuses
 * a number for its range: ranges change faster than any table of them.
 */
public final class PhoneNumbers {

	private static final int SHORTEST = 10;

	private static final int LONGEST = 15;

	private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?[0-9]+([.,][0-9]*)?[eE][+-]?[0-9]+");

	// 919833078369.0: dropping the dot would make it another number.
	private static final Pattern DECIMAL = Pattern.compile("\\+?[0-9]+\\.0+");

	private PhoneNumbers() {
	}

	/**
	 * Normalises a number.
	 * @param field the number as it stands in the file
	 * @return 10 to 15 ASCII digits, country code first
	 * @throws BrokenRuleException if it cannot be a number, with the RECIPIENT code that
	 * says why
	 */
	public static String normalise(String field) throws BrokenRuleException {
		String written = Field.trim(field);
		if (written.isEmpty()) {
			throw new BrokenRuleException(Code.RECIPIENT_MISSING, "The row names no recipient.");
		}
		String digits = digits(written);
		if (digits.length() < SHORTEST || digits.length() > LONGEST) {
			throw broken(Code.RECIPIENT_LENGTH, written, "has " + digits.length()
					+ ((digits.length() == 1) ? " digit" : " digits") + "; it takes 10 to 15, country code first.");
		}
		checkCountry(digits, written);
		return digits;
	}

	private static String digits(String written) throws BrokenRuleException {
		if (isDigits(written)) {
			return written;
		}
		StringBuilder kept = new StringBuilder(written.length());
		for (int i = 0; i < written.length(); i++) {
			char character = written.charAt(i);
			if (!isDropped(character)) {
				kept.append(character);
			}
		}
		if (written.indexOf('.') >= 0 && DECIMAL.matcher(written).matches()) {
			throw broken(Code.RECIPIENT_NOT_DIGITS, written,
					"ends in .0, as spreadsheets write it; it takes the digits before the dot only.");
		}
		String digits = kept.toString();
		if (isDigits(digits)) {
			return digits;
		}
		if (SCIENTIFIC.matcher(visible(written)).matches()) {
			throw broken(Code.RECIPIENT_SCIENTIFIC, written, "was rounded by a spreadsheet; its last digits are lost.");
		}
		throw broken(Code.RECIPIENT_NOT_DIGITS, written,
				digits.isEmpty() ? "holds no digits." : "holds something else than the digits 0 to 9.");
	}

	private static void checkCountry(String digits, String written) throws BrokenRuleException {
		int code = CallingCodes.of(digits);
		if (code == CallingCodes.NONE) {
			throw broken(Code.RECIPIENT_COUNTRY, written, whyNoCountry(digits));
		}
		int length = digits.length() - String.valueOf(code).length();
		if (!CallingCodes.isPossible(code, length)) {
			throw broken(Code.RECIPIENT_LENGTH, written, whyNotThisLength(code, length));
		}
	}

	private static String whyNoCountry(String digits) {
		if (digits.startsWith("00")) {
			return "starts with 00; leave these zeros out, so that it starts with the country code.";
		}
		if (digits.startsWith("0")) {
			return "starts with 0; it must start with the country code instead.";
		}
		return "starts with no country code that exists.";
	}

	private static String whyNotThisLength(int code, int length) {
		String country = CallingCodes.name(code);
		if (length < CallingCodes.shortest(code)) {
			return "is too short for the country code " + country + ".";
		}
		if (length > CallingCodes.longest(code)) {
			return "is too long for the country code " + country + ".";
		}
		return "has " + length + " digits after the country code " + country + ", which no number there has.";
	}

	private static boolean isDigits(String text) {
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character < '0' || character > '9') {
				return false;
			}
		}
		return !text.isEmpty();
	}

	// A line break or a tab is not dropped: it would join two numbers into one.
	private static boolean isDropped(char character) {
		if (character < 0x80) {
			return " +-.()[]{}".indexOf(character) >= 0;
		}
		return switch (Character.getType(character)) {
			case Character.SPACE_SEPARATOR, Character.FORMAT, Character.DASH_PUNCTUATION -> true;
			// The minus sign, and full-width plus, full stop and brackets.
			default -> "\u2212\uFF0B\uFF0E\uFF08\uFF09\uFF3B\uFF3D".indexOf(character) >= 0;
		};
	}

	private static String visible(String text) {
		StringBuilder visible = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character != ' ' && !Field.isInvisible(character)) {
				visible.append(character);
			}
		}
		return visible.toString();
	}

	private static BrokenRuleException broken(Code code, String written, String what) {
		return new BrokenRuleException(code, "The number " + Field.quote(written) + " " + what);
	}

}
