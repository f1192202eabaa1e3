package io.bulksend.campaign;

import java.util.regex.Pattern;

/**
 * Phone numbers in a text that goes to logs or error messages: but for the last four
 * digits nobody is to see them.
 */
public final class MaskedNumbers {

	private static final Pattern NUMBER = Pattern.compile("\\d{6,}(\\d{4})");

	private MaskedNumbers() {
	}

	/**
	 * Masks every phone number.
	 * @param text any text
	 * @return the text, with <code>****</code> in place of the digits before the last
	 * four of each run of ten or more
	 */
	public static String in(String text) {
		return NUMBER.matcher(text).replaceAll("****$1");
	}

}
