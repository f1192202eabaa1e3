package io.bulksend.check.rules;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * The country whose numbers may be written without its code, the way people there dial.
 * <p>
 * A number is possible there by its length, as a mobile or a fixed line's: a free-phone
 * number has other lengths, and no WhatsApp. Most spellings are told apart by that alone;
 * libphonenumber, which takes 3 µs, is asked about what remains. Immutable, and safe for
 * use by many threads.
 */
final class HomeCountry {

	private static final String ZERO = "0";

	private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();

	private final String region;

	private final int callingCode;

	private final String code;

	// Bit n: a number may have n digits.
	private final int lengths;

	private final boolean trunkZero;

	private final Pattern inUse;

	/**
	 * A country.
	 * @param region its two letters; one that libphonenumber knows
	 */
	HomeCountry(String region) {
		this.region = region;
		this.callingCode = this.library.getCountryCodeForRegion(region);
		this.code = String.valueOf(this.callingCode);
		this.lengths = lengths();
		this.trunkZero = ZERO.equals(this.library.getNddPrefixForRegion(region, true))
				&& !CallingCodes.zeroBelongs(this.callingCode);
		this.inUse = Pattern.compile(CallingCodes.phonePatterns(region, this.callingCode)
			.map((pattern) -> "(?:" + pattern + ")")
			.collect(Collectors.joining("|")));
	}

	/**
	 * Puts the country code in front of a number that belongs here. One that begins with
	 * the code has it already, unless it can be only a number that happens to begin with
	 * the same digits: 393 123 4567 is a mobile phone of Italy, and +39 3123 4567 is
	 * nobody's.
	 * @param digits the number's digits, without an international prefix
	 * @return the digits with the country code, or as they are where they are no number
	 * of this country
	 */
	String international(String digits) {
		String national = national(digits);
		if (digits.startsWith(this.code)) {
			String rest = digits.substring(this.code.length());
			if (isPossible(withoutTrunkZero(rest))
					&& (national == null || isInUse(withoutTrunkZero(rest)) || !isInUse(national))) {
				return digits;
			}
		}
		return (national != null) ? this.code + national : digits;
	}

	private @Nullable String national(String digits) {
		String national = withoutTrunkZero(digits);
		if (isPossible(national)) {
			return national;
		}
		try {
			// Prefixes other than a zero, a carrier's, and Argentina's 15.
			PhoneNumber number = this.library.parse(digits, this.region);
			String significant = this.library.getNationalSignificantNumber(number);
			return (number.getCountryCode() == this.callingCode && isPossible(significant)) ? significant : null;
		}
		catch (NumberParseException ex) {
			return null;
		}
	}

	private String withoutTrunkZero(String national) {
		return (this.trunkZero && national.startsWith(ZERO)) ? national.substring(1) : national;
	}

	private boolean isPossible(String national) {
		return national.length() < Integer.SIZE && (this.lengths >>> national.length() & 1) == 1
				&& !(this.trunkZero && national.startsWith(ZERO));
	}

	private boolean isInUse(String national) {
		return this.inUse.matcher(national).matches();
	}

	private int lengths() {
		int possible = CallingCodes.oldMobileLengths(this.callingCode);
		PhoneNumber number = new PhoneNumber().setCountryCode(this.callingCode);
		long national = 1;
		for (int length = 1; length <= CallingCodes.LONGEST_NUMBER; length++) {
			number.setNationalNumber(national);
			for (PhoneNumberType type : new PhoneNumberType[] { PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE }) {
				if (this.library.isPossibleNumberForTypeWithReason(number, type) == ValidationResult.IS_POSSIBLE) {
					possible |= 1 << length;
				}
			}
			national *= 10;
		}
		return possible;
	}

}
