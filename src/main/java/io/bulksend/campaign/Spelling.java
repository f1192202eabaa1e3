package io.bulksend.campaign;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * How alike two words are written: finds what somebody meant who mistyped a name.
 */
public final class Spelling {

	/** Of a longer word only the beginning is looked at. */
	private static final int MOST = 100;

	/** A name with more of its characters changed than this is another name. */
	private static final double TOO_UNLIKE = 0.5;

	private Spelling() {
	}

	/**
	 * How unlike two words are.
	 * @param one a word
	 * @param other another one
	 * @return 0 for the same, 1 for words with nothing in common
	 */
	public static double distance(String one, String other) {
		int longer = Math.max(one.length(), other.length());
		return (longer == 0) ? 0 : (double) edits(one, other) / longer;
	}

	/**
	 * Finds the name that is written most like another one, whatever its case.
	 * @param name what somebody wrote
	 * @param known the names that there are
	 * @return the nearest, or empty if none is near
	 */
	public static Optional<String> nearest(String name, Collection<String> known) {
		String lower = name.toLowerCase(Locale.ROOT);
		return known.stream()
			.min(Comparator.comparingDouble((each) -> distance(lower, each.toLowerCase(Locale.ROOT))))
			.filter((each) -> distance(lower, each.toLowerCase(Locale.ROOT)) < TOO_UNLIKE);
	}

	// How many characters to add, drop or change to make one from the other.
	private static int edits(String one, String other) {
		String from = one.substring(0, Math.min(one.length(), MOST));
		int[] row = new int[other.length() + 1];
		Arrays.setAll(row, (i) -> i);
		for (int i = 1; i <= from.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int change = diagonal + ((from.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
			}
		}
		return row[other.length()];
	}

}
