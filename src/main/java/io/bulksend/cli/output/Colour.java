package io.bulksend.cli.output;

import io.bulksend.campaign.Status;
import io.bulksend.cli.terminal.Terminal;

/**
 * Colours where they help to find what needs a look: on a terminal alone, and not where
 * NO_COLOR is set.
 */
final class Colour {

	private static final boolean ON = Terminal.isOutput() && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();

	private static final String OFF = "\u001B[0m";

	private Colour() {
	}

	/**
	 * Colours what is said of a status.
	 * @param text the text, which keeps its width
	 * @param status the status
	 * @return the text, coloured where that helps
	 */
	static String of(String text, Status status) {
		return ON ? paint(text, status) : text;
	}

	static String paint(String text, Status status) {
		return switch (status) {
			case ACCEPTED -> "\u001B[32m" + text + OFF;
			case REJECTED, INVALID -> "\u001B[31m" + text + OFF;
			case IN_DOUBT -> "\u001B[33m" + text + OFF;
			case DUPLICATE, SUPPRESSED, NOT_SENT -> text;
		};
	}

}
