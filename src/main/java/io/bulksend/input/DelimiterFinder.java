package io.bulksend.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds out what separates the fields of a file.
 */
final class DelimiterFinder {

	/** What it can find, the likeliest first. */
	static final char[] CANDIDATES = { ',', ';', '\t', '|' };

	private final HeaderMaker headers;

	private final Dialect dialect;

	DelimiterFinder(HeaderMaker headers, Dialect dialect) {
		this.headers = headers;
		this.dialect = dialect;
	}

	/**
	 * Finds the delimiter that makes the most sense of a header line.
	 * @param headerLine its text, with all quotes
	 * @return the candidate that gives the most columns that have a meaning; of several,
	 * the one that gives the most columns with a name
	 */
	char find(String headerLine) {
		char best = CANDIDATES[0];
		long bestKnown = -1;
		long bestCount = 0;
		for (char candidate : CANDIDATES) {
			List<String> names = names(headerLine, candidate);
			long known = this.headers.countKnown(names);
			long count = names.stream().filter((name) -> name.chars().anyMatch(Character::isLetterOrDigit)).count();
			if (known > bestKnown || (known == bestKnown && count > bestCount)) {
				best = candidate;
				bestKnown = known;
				bestCount = count;
			}
		}
		return best;
	}

	// A tab may separate the fields, or be a blank beside a quote: only the candidate
	// tells.
	private List<String> names(String headerLine, char candidate) {
		FieldSplitter splitter = new FieldSplitter(candidate);
		try (RecordScanner scanner = RecordScanner.of(headerLine, this.dialect, candidate)) {
			RawRecord header = scanner.next();
			return (header != null) ? List.of(splitter.split(header.text())) : List.of();
		}
		catch (InputException ex) {
			return List.of(splitter.split(headerLine));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Nothing is read here", ex);
		}
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
