package io.bulksend.run.settings;

/**
 * How many there may be: a whole number of at least 1, or the word <code>none</code>. 0
 * is refused, since to one it means nothing at all, and to another no limit.
 *
 * @param count how many, or 0 for none
 */
public record CountOrNone(long count) {

	private static final String NONE = "none";

	/**
	 * Reads what people write.
	 * @param text a number or the word, in any case
	 * @return what it says
	 * @throws IllegalArgumentException if it is neither
	 */
	public static CountOrNone parse(String text) {
		String written = text.strip();
		if (written.equalsIgnoreCase(NONE)) {
			return new CountOrNone(0);
		}
		long count = Long.parseLong(written);
		if (count < 1) {
			throw new IllegalArgumentException(count + " is less than 1");
		}
		return new CountOrNone(count);
	}

	@Override
	public String toString() {
		return (this.count == 0) ? NONE : Long.toString(this.count);
	}

}
