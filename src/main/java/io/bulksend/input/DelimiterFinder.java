package io.bulksend.input;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds out what separates the fields of a file.
 */
final class DelimiterFinder {

	/** What it can find, the likeliest first. */
	static final char[] CANDIDATES = { ',', ';', '\t', '|' };

	private final HeaderMaker headers;

	DelimiterFinder(HeaderMaker headers) {
		this.headers = headers;
	}

	/**
	 * Finds the delimiter that makes the most sense of a header line.
	 * @return the candidate that gives the most columns that have a meaning; of several,
	 * the one that gives the most columns
	 */
	char find(String headerLine) {
		char best = CANDIDATES[0];
		long bestKnown = -1;
		int bestCount = 0;
		for (char candidate : CANDIDATES) {
			List<String> names = List.of(new FieldSplitter(candidate).split(headerLine));
			long known = this.headers.countKnown(names);
			if (known > bestKnown || (known == bestKnown && names.size() > bestCount)) {
				best = candidate;
				bestKnown = known;
				bestCount = names.size();
			}
		}
		return best;
	}

	/**
	 * Understands the line that some programs put above the header for Excel.
	 * @return what {@code sep=;} and its kin name, or {@code null} for any other line
	 */
	static @Nullable Character namedBy(String firstLine) {
		boolean naming = firstLine.length() == 5 && firstLine.regionMatches(true, 0, "sep=", 0, 4);
		return naming ? firstLine.charAt(4) : null;
	}

}
