package io.bulksend.check.rules;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import org.jspecify.annotations.Nullable;

/**
 * The countries that a campaign's numbers are of, where it was said which: numbers
 * without a country code belong to the first, and numbers of all others are refused.
 * Countries that share a calling code count as one. Immutable, and safe for use by many
 * threads.
 */
public final class Countries {

	private static final Countries ANY = new Countries(null, new BitSet());

	private final @Nullable HomeCountry home;

	private final BitSet codes;

	private Countries(@Nullable HomeCountry home, BitSet codes) {
		this.home = home;
		this.codes = codes;
	}

	/**
	 * Nothing was said: every number starts with its country code, whichever that is.
	 * @return all countries
	 */
	public static Countries any() {
		return ANY;
	}

	/**
	 * Certain countries.
	 * @param names their two letters of ISO 3166, in any case; all countries where there
	 * are none
	 * @return the countries
	 * @throws IllegalArgumentException if one of the names is none of a country
	 */
	public static Countries of(List<String> names) {
		if (names.isEmpty()) {
			return ANY;
		}
		PhoneNumberUtil library = PhoneNumberUtil.getInstance();
		BitSet codes = new BitSet();
		for (String name : names) {
			String region = region(name);
			if (!library.getSupportedRegions().contains(region)) {
				throw new IllegalArgumentException("country must name countries by two letters, such as IN or GB,IE; "
						+ (region.equals("UK") ? "the United Kingdom is GB" : Field.quote(name) + " names none"));
			}
			codes.set(library.getCountryCodeForRegion(region));
		}
		return new Countries(new HomeCountry(region(names.get(0))), codes);
	}

	/**
	 * The two letters that stand for a country.
	 * @param name what was given
	 * @return the letters as ISO 3166 writes them
	 */
	public static String region(String name) {
		return Field.trim(name).toUpperCase(Locale.ROOT);
	}

	/**
	 * The digits of a number with its country code in front.
	 * @param digits the number's digits, as they were written
	 * @param plus whether a plus sign stood in front of them
	 * @return the digits; as they were where they name no number of the first country
	 */
	String international(String digits, boolean plus) {
		if (this.home == null || plus) {
			return digits;
		}
		return digits.startsWith("00") ? digits.substring(2) : this.home.international(digits);
	}

	/**
	 * Says whether numbers of a country may be sent to.
	 * @param callingCode its calling code
	 * @return whether it was named, or none was
	 */
	boolean include(int callingCode) {
		return this.home == null || this.codes.get(callingCode);
	}

}
