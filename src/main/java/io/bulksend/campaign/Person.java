package io.bulksend.campaign;

/**
 * Whom a number reaches. WhatsApp takes two spellings of some numbers for one account, as
 * three countries changed how their mobile numbers are written; compared as persons the
 * two are equal. A number is sent as it was written all the same.
 * <p>
 * Arithmetic on digits alone, as every row asks for it.
 *
 * @param number the digits that stand for all spellings
 */
public record Person(String number) {

	private static final int LENGTH = 13;

	/**
	 * The person with a number.
	 * @param recipient a number, country code first; what is none stands for itself
	 * @return the person
	 */
	public static Person of(String recipient) {
		if (recipient.length() == LENGTH && recipient.charAt(0) == '5') {
			// Mexico's 1 and Argentina's 9 in front of mobile numbers.
			if (recipient.startsWith("521") || recipient.startsWith("549")) {
				return without(2, recipient);
			}
			if (recipient.startsWith("55") && hasNinthDigit(recipient)) {
				return without(4, recipient);
			}
		}
		return new Person(recipient);
	}

	/**
	 * Where mobile numbers of Brazil had eight digits, these began with 6 to 9. A nine in
	 * front of 0 to 5 was never left out: without it the number is a landline's.
	 */
	private static boolean hasNinthDigit(String number) {
		return number.charAt(4) == '9' && number.charAt(5) >= '6' && number.charAt(5) <= '9';
	}

	private static Person without(int digit, String number) {
		return new Person(number.substring(0, digit) + number.substring(digit + 1));
	}

	/**
	 * The number in 64 bits.
	 * @return the number
	 * @throws NumberFormatException if it holds something else than up to 18 digits
	 */
	public long asLong() {
		return Long.parseLong(this.number);
	}

}
