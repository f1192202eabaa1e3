package io.bulksend.receipts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The messages by which people ask to be written to no more, and by which they take it
 * back. A message counts as a whole or not at all; letter case, accents, punctuation,
 * emoji and the marks of bold and italic text aside. The words stand in the resource
 * {@value #RESOURCE}.
 * <p>
 * Immutable, and safe for use by many threads.
 */
public final class OptOutWords {

	static final String RESOURCE = "opt-out-words.txt";

	private static final String STOP_HEADING = "[stop]";

	private static final String START_HEADING = "[start]";

	/** Makes Arabic letters wider, and nothing else. */
	private static final int TATWEEL = 0x0640;

	/** A dot below letters of Hindi that many leave out. */
	private static final int NUKTA = 0x093C;

	/** Nobody asks in a longer message. */
	private static final int LONGEST = 200;

	private final Set<String> stop;

	private final Set<String> start;

	private OptOutWords(Set<String> stop, Set<String> start) {
		this.stop = Set.copyOf(stop);
		this.start = Set.copyOf(start);
	}

	/** What a message asks for; of two, the later one here is what counts. */
	public enum Meaning {

		/** Something else. */
		NONE,

		/** To be written to again. */
		START,

		/** To be written to no more. */
		STOP

	}

	/**
	 * The words that every account knows, and more.
	 * @param more other messages that ask for no more messages
	 * @return the words
	 * @throws IllegalArgumentException if one of them has neither a letter nor a digit
	 */
	public static OptOutWords with(Collection<String> more) {
		Set<String> stop = new HashSet<>();
		Set<String> start = new HashSet<>();
		read(stop, start);
		for (String word : more) {
			String plain = plain(word);
			if (plain.isEmpty()) {
				throw new IllegalArgumentException(
						"\"" + word + "\" holds neither a letter nor a digit: write what people send");
			}
			stop.add(plain);
			start.remove(plain);
		}
		return new OptOutWords(stop, start);
	}

	private static void read(Set<String> stop, Set<String> start) {
		try (InputStream in = OptOutWords.class.getResourceAsStream(RESOURCE)) {
			if (in == null) {
				throw new IllegalStateException("The program is not complete: " + RESOURCE + " is missing in it");
			}
			Set<String> words = stop;
			for (String line : new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList()) {
				if (line.equals(STOP_HEADING) || line.equals(START_HEADING)) {
					words = line.equals(STOP_HEADING) ? stop : start;
				}
				else if (!line.startsWith("#")) {
					for (String word : line.split(",")) {
						words.add(plain(word));
					}
				}
			}
			stop.remove("");
			start.remove("");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What a message asks for.
	 * @param message its text
	 * @return what it asks for
	 */
	public Meaning meaning(String message) {
		if (message.length() > LONGEST) {
			return Meaning.NONE;
		}
		String plain = plain(message);
		if (this.stop.contains(plain)) {
			return Meaning.STOP;
		}
		return this.start.contains(plain) ? Meaning.START : Meaning.NONE;
	}

	/**
	 * What is left of a text without letter case, accents, punctuation and pictures:
	 * words with a blank between. Letters that stand alone are one word, and so is one
	 * that is repeated.
	 */
	static String plain(String text) {
		// Upper case first, as that is where sharp s and ss are one.
		String folded = Normalizer.normalize(text, Normalizer.Form.NFKD)
			.toUpperCase(Locale.ROOT)
			.toLowerCase(Locale.ROOT);
		StringBuilder kept = new StringBuilder(folded.length());
		folded.codePoints().forEach((codePoint) -> add(kept, codePoint));
		List<String> words = new ArrayList<>(List.of(kept.toString().strip().split(" +")));
		if (words.size() > 1 && words.stream().allMatch((word) -> word.codePointCount(0, word.length()) == 1)) {
			return String.join("", words);
		}
		return (Set.copyOf(words).size() == 1) ? words.get(0) : String.join(" ", words);
	}

	private static void add(StringBuilder kept, int codePoint) {
		if (isWritten(codePoint)) {
			kept.appendCodePoint(alike(codePoint));
		}
		else if (!isWithinWord(codePoint)) {
			kept.append(' ');
		}
	}

	/** Letters, digits, and the signs that make other words of them, as in Hindi. */
	private static boolean isWritten(int codePoint) {
		if (Character.isLetterOrDigit(codePoint)) {
			return codePoint != TATWEEL;
		}
		return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.DEVANAGARI && isMark(codePoint)
				&& codePoint != NUKTA;
	}

	/**
	 * What does not end a word: accents, what nobody sees, what joins letters, and the
	 * apostrophe.
	 */
	private static boolean isWithinWord(int codePoint) {
		return isMark(codePoint) || codePoint == TATWEEL || Character.getType(codePoint) == Character.FORMAT
				|| "'\u2019\u2018\u02BC`".indexOf(codePoint) >= 0;
	}

	private static boolean isMark(int codePoint) {
		int type = Character.getType(codePoint);
		return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK
				|| type == Character.ENCLOSING_MARK;
	}

	/** Letters that people write for each other. */
	private static int alike(int letter) {
		return switch (letter) {
			case 'ى' -> 'ي';
			case 'ة' -> 'ه';
			case 'ı' -> 'i';
			default -> letter;
		};
	}

}
