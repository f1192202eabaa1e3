package io.bulksend.cli.output;

import java.util.ArrayList;
import java.util.List;

import io.bulksend.cli.terminal.Terminal;

/**
 * Text for a terminal: as wide as that is, up to 120 characters; elsewhere 80.
 */
public final class Paragraph {

	/** What is read by programs, and on terminals that say nothing. */
	private static final int USUAL = 80;

	private static final int NARROWEST = 40;

	/** Longer lines are not read well. */
	private static final int WIDEST = 120;

	/** How many characters a line has room for. */
	public static final int WIDTH = Terminal.isOutput() ? Math.max(NARROWEST, Math.min(Terminal.width(), WIDEST))
			: USUAL;

	private Paragraph() {
	}

	/**
	 * Breaks a text into lines.
	 * @param indent what each line begins with
	 * @param text the text
	 * @return the lines; longer than the terminal is wide only where one word is
	 */
	public static List<String> lines(String indent, String text) {
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder(indent);
		for (String word : visible(text).split(" ")) {
			if (line.length() > indent.length() && line.length() + 1 + word.length() > WIDTH) {
				lines.add(line.toString());
				line.setLength(indent.length());
			}
			line.append((line.length() > indent.length()) ? " " : "").append(word);
		}
		lines.add(line.toString());
		return lines;
	}

	/**
	 * Shows what could disturb a terminal as a dot.
	 * @param text any text
	 * @return the text without control characters
	 */
	public static String visible(String text) {
		return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", ".");
	}

}
