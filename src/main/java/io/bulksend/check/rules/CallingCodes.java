package io.bulksend.check.rules;

import java.util.List;
import java.util.Locale;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/**
 * Which country calling codes exist, and how many digits may follow each.
 * <p>
 * libphonenumber knows, but takes 3 µs to take one number apart. Whether a length is
 * possible depends on nothing but the calling code, so each code's lengths are asked for
 * once, when the code is first met, and kept as bits. Safe for use by many threads: two
 * that meet a code at once write the same bits.
 */
public final class CallingCodes {

	public static final int NONE = 0;

	public static final int LARGEST = 999;

	private static final int LONGEST_CODE = 3;

	private static final int LONGEST_NUMBER = 15;

	// Bit n: n digits may follow. Bit 0: the code was looked up.
	private static final int[] LENGTHS = new int[LARGEST + 1];

	private static final int LOOKED_UP = 1;

	private static final int MEXICO = 52;

	private CallingCodes() {
	}

	/**
	 * The calling code that a number starts with.
	 * @param number at least three ASCII digits
	 * @return the code, or {@link #NONE}; no code is the start of another
	 */
	public static int of(String number) {
		int code = 0;
		for (int i = 0; i < LONGEST_CODE; i++) {
			code = code * 10 + (number.charAt(i) - '0');
			if (code == 0) {
				return NONE;
			}
			if (lengths(code) != LOOKED_UP) {
				return code;
			}
		}
		return NONE;
	}

	static boolean isPossible(int code, int nationalLength) {
		return (lengths(code) >>> nationalLength & 1) == 1;
	}

	static int shortest(int code) {
		return Integer.numberOfTrailingZeros(lengths(code) & ~LOOKED_UP);
	}

	static int longest(int code) {
		return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(lengths(code));
	}

	/**
	 * A calling code as people know it, for example {@code +91 (India)}.
	 */
	public static String name(int code) {
		List<String> regions = PhoneNumberUtil.getInstance().getRegionCodesForCountryCode(code);
		if (regions.isEmpty() || regions.get(0).equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY)) {
			return "+" + code;
		}
		String country = new Locale.Builder().setRegion(regions.get(0)).build().getDisplayCountry(Locale.ENGLISH);
		return "+" + code + " (" + country + ((regions.size() > 1) ? " and others)" : ")");
	}

	private static int lengths(int code) {
		int lengths = LENGTHS[code];
		if (lengths == 0) {
			lengths = lookUp(code);
			LENGTHS[code] = lengths;
		}
		return lengths;
	}

	private static int lookUp(int code) {
		PhoneNumberUtil phoneNumbers = PhoneNumberUtil.getInstance();
		if (!phoneNumbers.getSupportedCallingCodes().contains(code)) {
			return LOOKED_UP;
		}
		int lengths = LOOKED_UP;
		PhoneNumber number = new PhoneNumber().setCountryCode(code);
		long national = 1;
		for (int length = 1; length <= LONGEST_NUMBER; length++) {
			number.setNationalNumber(national);
			if (phoneNumbers.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE) {
				lengths |= 1 << length;
			}
			national *= 10;
		}
		if (code == MEXICO) {
			// WhatsApp still knows Mexicans by the 1 that marked a mobile phone until
			// 2019.
			lengths |= 1 << 11;
		}
		return lengths;
	}

}
