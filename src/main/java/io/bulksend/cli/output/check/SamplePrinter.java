package io.bulksend.cli.output.check;

import java.io.PrintWriter;
import java.util.List;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.RecipientType;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.cli.output.Paragraph;

/**
 * Shows messages as they will arrive, for a terminal 80 characters wide. Whatever they
 * hold, nothing of it works on the terminal; and a phone number shows its last digits
 * alone.
 */
final class SamplePrinter {

	private static final String TEXT = "    | ";

	private static final int ROOM = Paragraph.WIDTH - TEXT.length();

	private static final int DIGITS_SHOWN = 4;

	private final PrintWriter out;

	SamplePrinter(PrintWriter out) {
		this.out = out;
	}

	void print(List<Sendable> samples) {
		this.out.println("As they will arrive, the first of each kind");
		for (Sendable sample : samples) {
			Message message = sample.message();
			Paragraph
				.lines("  ", "Line %d, to %s: %s".formatted(sample.row().line(), recipient(message), content(message)))
				.forEach(this.out::println);
			SampleText.lines(message.content()).forEach(this::text);
		}
	}

	/** A long line goes on below, where it does not look like the message's next one. */
	private void text(String line) {
		String rest = visible(line);
		String indent = TEXT;
		while (rest.length() > ROOM) {
			int blank = rest.lastIndexOf(' ', ROOM);
			int cut = (blank > 0) ? blank : rest.offsetByCodePoints(0, rest.codePointCount(0, ROOM) - 1);
			this.out.println((indent + rest.substring(0, cut)).stripTrailing());
			rest = rest.substring((blank > 0) ? cut + 1 : cut);
			indent = " ".repeat(TEXT.length());
		}
		this.out.println((indent + rest).stripTrailing());
	}

	/**
	 * Whom a message goes to.
	 * @param message the message
	 * @return a group's name, or a number of which but the last digits are hidden
	 */
	static String recipient(Message message) {
		String recipient = message.recipient();
		return (message.recipientType() == RecipientType.GROUP) ? "the group " + visible(recipient)
				: "****" + recipient.substring(Math.max(0, recipient.length() - DIGITS_SHOWN));
	}

	/**
	 * What a message is, and what it carries.
	 * @param message the message
	 * @return in words
	 */
	static String content(Message message) {
		return visible(SampleText.title(message.content()));
	}

	/**
	 * Shows what could disturb a terminal, or cannot be seen, by its number. What joins
	 * letters or emoji stays.
	 */
	private static String visible(String text) {
		StringBuilder visible = new StringBuilder(text.length());
		text.codePoints().forEach((character) -> {
			int type = Character.getType(character);
			boolean joiner = character == 0x200C || character == 0x200D;
			boolean hidden = type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
					|| type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
			if (hidden && !joiner) {
				visible.append("[U+%04X]".formatted(character));
			}
			else {
				visible.appendCodePoint(character);
			}
		});
		return visible.toString();
	}

}
