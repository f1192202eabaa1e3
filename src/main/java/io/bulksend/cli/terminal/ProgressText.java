package io.bulksend.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import io.bulksend.progress.RunProgress.Standing;
import io.bulksend.send.TimeText;
import io.bulksend.send.UploadProgress;
import io.bulksend.send.Waiting;

/**
 * How a campaign stands, in one line: short enough for a terminal's width, or in words
 * for a log.
 */
public final class ProgressText {

	private static final int LONGEST_BAR = 30;

	private static final int SHORTEST_BAR = 5;

	/**
	 * The parts in the order in which they give way: the rate, the time left, and so on.
	 */
	private static final int[] BRIEF_FIRST = { 4, 6, 1, 3, 2, 5 };

	/** While it waits, why it does is of more use than the rest. */
	private static final int[] BRIEF_FIRST_WAITING = { 6, 1, 3, 2, 5, 4 };

	/** The part that tells the speed, or why there is none. */
	private static final int SPEED = 4;

	private static final int SHORTEST_REASON = 24;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

	private ProgressText() {
	}

	/**
	 * One part of the line, at its full length and as short as it gets.
	 *
	 * @param full with words
	 * @param brief with as few letters as can be understood
	 */
	private record Part(String full, String brief) {

		static Part of(String text) {
			return new Part(text, text);
		}

	}

	/**
	 * The line for a terminal. Where it is narrow, parts are said in fewer letters, one
	 * after the other until all fit; then the bar goes, then the last parts.
	 * @param standing how the campaign stands
	 * @param rate calls a second at the moment
	 * @param width how many characters there is room for
	 * @return at most that many characters
	 */
	static String line(Standing standing, double rate, int width) {
		List<Part> parts = parts(standing, rate);
		List<String> texts = new ArrayList<>(parts.stream().map(Part::full).toList());
		boolean waits = standing.run().waiting() != null;
		for (int part : waits ? BRIEF_FIRST_WAITING : BRIEF_FIRST) {
			if (length(texts) + SHORTEST_BAR + 3 > width) {
				texts.set(part, waits && part == SPEED ? cut(parts.get(part), texts, width) : parts.get(part).brief());
			}
		}
		texts.removeIf(String::isEmpty);
		// In steps, so that it does not change with every digit of a count.
		int bar = Math.min(LONGEST_BAR, (width - length(texts) - 3) / SHORTEST_BAR * SHORTEST_BAR);
		if (bar > 0) {
			texts.add(0, bar(standing, bar));
		}
		while (length(texts) > width && texts.size() > 1) {
			texts.remove(texts.size() - 1);
		}
		return String.join(" ", texts);
	}

	/**
	 * The line for a log.
	 * @param standing how the campaign stands
	 * @param rate calls a second at the moment
	 * @return a sentence without an end
	 */
	static String sentence(Standing standing, double rate) {
		return "%,d of %,d rows done (%s), %,d accepted, %,d refused, %,d in doubt, %s, %,d in flight%s%s".formatted(
				standing.done(), standing.rows(), percent(standing), standing.accepted(), standing.rejected(),
				standing.inDoubt(),
				standing.run().waiting() != null ? waiting(standing.run().waiting()) : speed(standing, rate),
				standing.run().inFlight(), uploads(standing), left(standing, rate, ", %s left"));
	}

	/** Only while there are any to wait for. */
	private static String uploads(Standing standing) {
		UploadProgress uploads = standing.run().uploads();
		return (uploads.left() == 0) ? "" : ", %,d uploaded, %,d %s for a file".formatted(uploads.uploaded(),
				uploads.waiting(), (uploads.waiting() == 1) ? "waits" : "wait");
	}

	private static List<Part> parts(Standing standing, double rate) {
		List<Part> parts = new ArrayList<>();
		parts.add(Part.of("%,d/%,d".formatted(standing.done(), standing.rows())));
		parts.add(new Part("%,d accepted".formatted(standing.accepted()), "%,d ok".formatted(standing.accepted())));
		parts.add(new Part("%,d refused".formatted(standing.rejected()), "%,d ref".formatted(standing.rejected())));
		parts.add(new Part("%,d in doubt".formatted(standing.inDoubt()), "%,d dbt".formatted(standing.inDoubt())));
		Waiting waiting = standing.run().waiting();
		if (waiting != null) {
			parts.add(new Part(waiting(waiting), waiting.apiAway() ? "API away" : "waiting"));
		}
		else {
			parts.add(new Part(speed(standing, rate), number(rate) + target(standing, "/") + "/s"));
		}
		parts.add(new Part("%,d in flight".formatted(standing.run().inFlight()),
				"%,d fl".formatted(standing.run().inFlight())));
		parts.add(new Part(left(standing, rate, "%s left"), left(standing, rate, "%s").replace(" ", "")));
		UploadProgress uploads = standing.run().uploads();
		if (uploads.left() > 0) {
			parts.add(Part.of("%,d uploaded".formatted(uploads.uploaded())));
		}
		return parts;
	}

	/** Why it waits, as far as there is room for it in place of the bar. */
	private static String cut(Part waiting, List<String> texts, int width) {
		int room = width - length(texts) + texts.get(SPEED).length();
		if (room >= waiting.full().length()) {
			return waiting.full();
		}
		return (room >= SHORTEST_REASON) ? waiting.full().substring(0, room - 1) + "…" : waiting.brief();
	}

	private static String waiting(Waiting waiting) {
		Instant until = waiting.until();
		return "waiting" + ((until != null) ? " until " + time(until) : "") + ": " + waiting.reason() + ", gives up at "
				+ time(waiting.givesUp());
	}

	private static String time(Instant time) {
		return TIME.format(time.atZone(ZoneId.systemDefault()));
	}

	private static int length(List<String> texts) {
		return texts.stream().mapToInt((text) -> text.length() + 1).sum() - 1;
	}

	private static String bar(Standing standing, int length) {
		int full = (standing.rows() > 0) ? (int) (standing.done() * length / standing.rows()) : 0;
		return "[" + "=".repeat(full) + (full < length ? ">" + " ".repeat(length - full - 1) : "") + "]";
	}

	private static String percent(Standing standing) {
		return (standing.rows() > 0) ? standing.done() * 100 / standing.rows() + " %" : "0 %";
	}

	private static String speed(Standing standing, double rate) {
		return number(rate) + target(standing, " of ") + " a second";
	}

	/** What is allowed at the moment: less than was asked for, where the API wants so. */
	private static String target(Standing standing, String before) {
		double target = standing.run().rate();
		return (target > 0) ? before + number(target) : "";
	}

	private static String left(Standing standing, double rate, String format) {
		double target = standing.run().rate();
		double expected = (target > 0 && rate > 0) ? Math.min(rate, target) : Math.max(rate, target);
		if (expected <= 0 || standing.run().waiting() != null) {
			return "";
		}
		return format.formatted(TimeText.of(Duration.ofSeconds((long) Math.ceil(standing.left() / expected))));
	}

	private static String number(double rate) {
		return (rate < 10 && rate != Math.rint(rate)) ? "%.1f".formatted(rate) : "%,d".formatted(Math.round(rate));
	}

}
