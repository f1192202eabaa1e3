package io.bulksend.check.rules;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneNumberDesc;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import com.google.i18n.phonenumbers.metadata.source.MetadataSource;
import org.jspecify.annotations.Nullable;

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

	static final int LONGEST_NUMBER = 15;

	// Bit n: n digits may follow. Bit 0: the code was looked up.
	private static final int[] LENGTHS = new int[LARGEST + 1];

	private static final int LOOKED_UP = 1;

	// Whether a zero may begin what follows the code: asked for where there is one.
	private static final @Nullable Boolean[] ZEROS = new Boolean[LARGEST + 1];

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
	 * How many digits a calling code has.
	 */
	static int digits(int code) {
		return (code < 10) ? 1 : (code < 100) ? 2 : LONGEST_CODE;
	}

	/**
	 * Says whether phones have numbers that begin with a zero after the code, as in
	 * Italy. Elsewhere a zero there is the one that is dialled within the country, or a
	 * mistake.
	 */
	static boolean zeroBelongs(int code) {
		Boolean belongs = ZEROS[code];
		if (belongs == null) {
			belongs = PhoneNumberUtil.getInstance()
				.getRegionCodesForCountryCode(code)
				.stream()
				.flatMap((region) -> phonePatterns(region, code))
				.anyMatch(CallingCodes::canBeginWithZero);
			ZEROS[code] = belongs;
		}
		return belongs;
	}

	/** A pattern that has not failed at the end of what it was given would go on. */
	private static boolean canBeginWithZero(String pattern) {
		Matcher matcher = Pattern.compile(pattern).matcher("0");
		return matcher.matches() || matcher.hitEnd();
	}

	/**
	 * What the numbers of a country's mobile phones and fixed lines look like after the
	 * code.
	 * @return regular expressions
	 */
	static Stream<String> phonePatterns(String region, int code) {
		MetadataSource source = DefaultMetadataDependenciesProvider.getInstance().getPhoneNumberMetadataSource();
		PhoneMetadata metadata = PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY.equals(region)
				? source.getMetadataForNonGeographicalRegion(code) : source.getMetadataForRegion(region);
		return Stream.of(metadata.getMobile(), metadata.getFixedLine())
			.filter(Objects::nonNull)
			.map(PhoneNumberDesc::getNationalNumberPattern);
	}

	/**
	 * WhatsApp still knows Mexicans by the 1 that marked a mobile phone until 2019.
	 * @return lengths that libphonenumber has no more, as bits
	 */
	static int oldMobileLengths(int code) {
		return (code == MEXICO) ? 1 << 11 : 0;
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
		return lengths | oldMobileLengths(code);
	}

}
