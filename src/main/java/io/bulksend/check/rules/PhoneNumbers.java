package io.bulksend.check.rules;

import java.util.regex.Pattern;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.KeyVersion;

/**
 * From a phone number as people write it to the digits that the API takes. Never refuses
 * a number for its range: ranges change faster than any table of them. Immutable, and
 * safe for use by many threads.
 */
public final class PhoneNumbers {

	private static final int SHORTEST = 10;

	private static final int LONGEST = 15;

	private static final char FULL_WIDTH_PLUS = '\uFF0B';

	private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?[0-9]+([.,][0-9]*)?[eE][+-]?[0-9]+");

	// 919833078369.0: dropping the dot would make it another number.
	private static final Pattern DECIMAL = Pattern.compile("\\+?[0-9]+\\.0+");

	private final Countries countries;

	private final KeyVersion version;

	/**
	 * The numbers of a campaign.
	 * @param countries the countries that they are of
	 * @param version the campaign's rule
	 */
	public PhoneNumbers(Countries countries, KeyVersion version) {
		this.countries = countries;
		this.version = version;
	}

	/**
	 * Normalises a number that is to be sent to.
	 * @param field the number as it stands in the file
	 * @return 10 to 15 ASCII digits, country code first
	 * @throws BrokenRuleException if it cannot be a number, or is one of another country,
	 * with the RECIPIENT code that says why
	 */
	public String sendable(String field) throws BrokenRuleException {
		String digits = normalise(field);
		int code = CallingCodes.of(digits);
		if (!this.countries.include(code)) {
			throw broken(Code.RECIPIENT_COUNTRY, Field.trim(field), "belongs to the country code "
					+ CallingCodes.name(code) + ", which is none of those that --country names.");
		}
		return digits;
	}

	/**
	 * Normalises a number.
	 * @param field the number as it stands in the file
	 * @return 10 to 15 ASCII digits, country code first
	 * @throws BrokenRuleException if it cannot be a number, with the RECIPIENT code that
	 * says why
	 */
	public String normalise(String field) throws BrokenRuleException {
		String written = Field.trim(field);
		if (written.isEmpty()) {
			throw new BrokenRuleException(Code.RECIPIENT_MISSING, "The row names no recipient.");
		}
		String digits = this.countries.international(digits(written), startsWithPlus(written));
		if (this.version != KeyVersion.AS_WRITTEN) {
			digits = withoutTrunkZero(digits);
		}
		if (digits.length() < SHORTEST || digits.length() > LONGEST) {
			throw broken(Code.RECIPIENT_LENGTH, written, "has " + digits.length()
					+ ((digits.length() == 1) ? " digit" : " digits") + "; it takes 10 to 15, country code first.");
		}
		checkCountry(digits, written);
		return digits;
	}

	/**
	 * Takes away the zero that is dialled within a country only. It is left where it may
	 * belong to a number of that length, where without it there would be no number at
	 * all, and where another zero follows: what was meant is not sure then.
	 */
	private static String withoutTrunkZero(String digits) {
		if (digits.length() <= SHORTEST || digits.length() > LONGEST + 1) {
			return digits;
		}
		int code = CallingCodes.of(digits);
		int start = CallingCodes.digits(code);
		if (code == CallingCodes.NONE || digits.charAt(start) != '0' || digits.charAt(start + 1) == '0') {
			return digits;
		}
		int length = digits.length() - start;
		boolean dropped = CallingCodes.isPossible(code, length - 1)
				&& !(CallingCodes.zeroBelongs(code) && CallingCodes.isPossible(code, length));
		return dropped ? digits.substring(0, start) + digits.substring(start + 1) : digits;
	}

	private static boolean startsWithPlus(String written) {
		for (int i = 0; i < written.length(); i++) {
			char character = written.charAt(i);
			if (character == '+' || character == FULL_WIDTH_PLUS) {
				return true;
			}
			if (character >= '0' && character <= '9') {
				return false;
			}
		}
		return false;
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
		int length = digits.length() - CallingCodes.digits(code);
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
