package io.bulksend.campaign;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Which of the names that there are was meant by one that there is not.
 */
public final class NearestName {

	/** Beyond it, names are compared by their beginnings. */
	private static final int LONGEST = 200;

	private NearestName() {
	}

	/**
	 * Finds it. Only letters and digits count, in any case.
	 * @param given the name that somebody gave
	 * @param names the names that there are
	 * @return the one that takes the fewest characters to add, drop or change; empty if
	 * there is none at all
	 */
	public static Optional<String> of(String given, Collection<String> names) {
		String plain = plain(given);
		return names.stream()
			.min(Comparator.<String>comparingInt((name) -> edits(plain, plain(name)))
				.thenComparing(Comparator.naturalOrder()));
	}

	private static String plain(String name) {
		return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * How many characters it takes to add, drop or change to make one word from another.
	 * @param one a word
	 * @param other another one
	 * @return the number; of longer words only the beginnings count
	 */
	public static int edits(String one, String other) {
		String from = one.substring(0, Math.min(one.length(), LONGEST));
		String to = other.substring(0, Math.min(other.length(), LONGEST));
		int[] row = new int[to.length() + 1];
		Arrays.setAll(row, (i) -> i);
		for (int i = 1; i <= from.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int change = diagonal + ((from.charAt(i - 1) == to.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
			}
		}
		return row[to.length()];
	}

}
