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

	private static final int LONGEST_BAR = 25;

	private static final int SHORTEST_BAR = 5;

	/** From so many characters on all is said in words. */
	private static final int WIDE = 100;

	/** From so many characters on the parts are told apart by words. */
	private static final int MEDIUM = 74;

	private static final String SEPARATOR = " | ";

	/** Of the bar, with the blank behind it and in front of the next part. */
	private static final int BRACKETS = 6;

	private static final int SHORTEST_REASON = 26;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

	private ProgressText() {
	}

	/**
	 * The line for a terminal, in one of three layouts by its width. Numbers keep their
	 * places while they grow, so that the eye finds them again.
	 * @param standing how the campaign stands
	 * @param rate calls a second at the moment
	 * @param width how many characters there is room for
	 * @return at most that many characters
	 */
	static String line(Standing standing, double rate, int width) {
		List<String> parts = counts(standing, width);
		Waiting waiting = standing.run().waiting();
		if (waiting != null) {
			return waiting(parts, waiting, width);
		}
		// By what does not change, or all else would move with it.
		int room = width - length(parts) - reserve(width) - BRACKETS;
		int bar = Math.min(LONGEST_BAR, room / SHORTEST_BAR * SHORTEST_BAR);
		String begin = (bar > 0) ? bar(standing, bar) + " " : "";
		parts.addAll(speeds(standing, rate, width));
		while (begin.length() + length(parts) > width && parts.size() > 1) {
			// The counts stay longest: how far it is matters more than how fast.
			parts.remove(parts.size() - 1);
		}
		return cut(begin + String.join(SEPARATOR, parts), width);
	}

	/**
	 * Why it waits and for how long matters more than what was refused, and the times
	 * more than all of the reason.
	 */
	private static String waiting(List<String> parts, Waiting waiting, int width) {
		Instant until = waiting.until();
		String text = "waiting" + ((until != null) ? " until " + time(until) : "") + ", gives up "
				+ time(waiting.givesUp()) + ": " + waiting.reason();
		while (parts.size() > 2 && length(parts) + SEPARATOR.length() + text.length() > width) {
			parts.remove(parts.size() - 1);
		}
		int left = width - length(parts) - SEPARATOR.length();
		parts.add((left >= SHORTEST_REASON) ? cut(text, left) : waiting.apiAway() ? "API away" : "waiting");
		return cut(String.join(SEPARATOR, parts), width);
	}

	/** What speed and time left need at their longest. */
	private static int reserve(int width) {
		return (width >= WIDE) ? 45 : (width >= MEDIUM) ? 24 : 9;
	}

	private static List<String> counts(Standing standing, int width) {
		boolean wide = width >= WIDE;
		int digits = number(standing.rows()).length();
		List<String> parts = new ArrayList<>();
		parts.add((width >= MEDIUM) ? padded(standing.done(), digits) + "/" + number(standing.rows())
				: "%4s".formatted(percent(standing).replace(" ", "")));
		parts.add(padded(standing.accepted(), digits) + (wide ? " accepted" : " ok"));
		parts.add(padded(standing.rejected(), Math.min(digits, 5)) + (wide ? " refused" : " ref"));
		parts.add(padded(standing.inDoubt(), Math.min(digits, 3)) + (wide ? " in doubt" : " dbt"));
		return parts;
	}

	private static List<String> speeds(Standing standing, double rate, int width) {
		boolean wide = width >= WIDE;
		List<String> parts = new ArrayList<>();
		if (width >= MEDIUM) {
			parts.add(number(rate) + target(standing, wide ? " of " : "/") + "/s");
		}
		parts.add(left(standing, rate, wide ? "%s left" : "%s"));
		if (wide) {
			parts.add(inFlight(standing));
			UploadProgress uploads = standing.run().uploads();
			parts.add((uploads.left() > 0) ? "%,d uploaded".formatted(uploads.uploaded()) : "");
		}
		parts.removeIf(String::isEmpty);
		return parts;
	}

	private static String padded(long number, int digits) {
		return " ".repeat(Math.max(0, digits - number(number).length())) + number(number);
	}

	private static String number(long number) {
		return "%,d".formatted(number);
	}

	private static String cut(String text, int room) {
		return (text.length() <= room) ? text : text.substring(0, Math.max(0, room - 1)) + "…";
	}

	private static int length(List<String> parts) {
		return String.join(SEPARATOR, parts).length();
	}

	/**
	 * The line for a log.
	 * @param standing how the campaign stands
	 * @param rate calls a second at the moment
	 * @return a sentence without an end
	 */
	static String sentence(Standing standing, double rate) {
		return "%,d of %,d rows done (%s), %,d accepted, %,d refused, %,d in doubt, %s, %s%s%s".formatted(
				standing.done(), standing.rows(), percent(standing), standing.accepted(), standing.rejected(),
				standing.inDoubt(),
				standing.run().waiting() != null ? waiting(standing.run().waiting()) : speed(standing, rate),
				inFlight(standing), uploads(standing), left(standing, rate, ", %s left"));
	}

	private static String inFlight(Standing standing) {
		return "%,d in flight".formatted(standing.run().inFlight())
				+ ((standing.senders() > 1) ? " by %,d processes".formatted(standing.senders()) : "");
	}

	/** Only while there are any to wait for. */
	private static String uploads(Standing standing) {
		UploadProgress uploads = standing.run().uploads();
		return (uploads.left() == 0) ? "" : ", %,d uploaded, %,d %s for a file".formatted(uploads.uploaded(),
				uploads.waiting(), (uploads.waiting() == 1) ? "waits" : "wait");
	}

	private static String waiting(Waiting waiting) {
		Instant until = waiting.until();
		return "waiting" + ((until != null) ? " until " + time(until) : "") + ": " + waiting.reason() + ", gives up at "
				+ time(waiting.givesUp());
	}

	private static String time(Instant time) {
		return TIME.format(time.atZone(ZoneId.systemDefault()));
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
