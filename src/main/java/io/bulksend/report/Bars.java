package io.bulksend.report;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.bulksend.campaign.Status;
import io.bulksend.report.Timeline.Span;

/**
 * The picture of messages over time: a bar for each span of time, piled up of what became
 * of the messages in it.
 *
 * @param bars the bars, from left to right
 * @param width how wide the picture is, in units of its own; it is {@value #HEIGHT} high
 * @param span how long a bar stands for
 * @param most how many messages the tallest bar stands for
 * @param from when the first bar starts
 * @param to when the last bar starts
 */
record Bars(List<Bar> bars, int width, String span, String most, String from, String to) {

	/** What is piled up, from below. */
	static final List<Status> KINDS = List.of(Status.ACCEPTED, Status.REJECTED, Status.IN_DOUBT);

	private static final int HEIGHT = 100;

	private static final int STEP = 10;

	/** With fewer bars each would be a block. */
	private static final int LEAST = 12;

	/** What is there must be seen. */
	private static final double SLIVER = 2;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

	/**
	 * A bar.
	 *
	 * @param x where it starts
	 * @param time when its span starts
	 * @param pieces its pieces, from below; without the empty ones
	 * @param accepted how many messages were accepted
	 * @param rejected how many were refused
	 * @param inDoubt how many are in doubt
	 */
	record Bar(int x, String time, List<Piece> pieces, String accepted, String rejected, String inDoubt) {
	}

	/**
	 * A piece of a bar.
	 *
	 * @param kind what it stands for
	 * @param y where it starts, from above
	 * @param height how high it is
	 */
	record Piece(String kind, String y, String height) {
	}

	/**
	 * Draws a timeline.
	 * @param timeline counts of {@link #KINDS}, not empty
	 */
	static Bars of(Timeline timeline) {
		List<Span> spans = timeline.spans(LEAST);
		long most = spans.stream().mapToLong(Span::total).max().orElse(0);
		List<Bar> bars = new ArrayList<>();
		for (Span span : spans) {
			long[] counts = span.counts();
			bars.add(new Bar(bars.size() * STEP, time(span.start(), timeline.seconds()), pieces(counts, most),
					Words.number(counts[0]), Words.number(counts[1]), Words.number(counts[2])));
		}
		return new Bars(bars, bars.size() * STEP, Words.span(timeline.seconds()), Words.number(most),
				bars.get(0).time(), bars.get(bars.size() - 1).time());
	}

	private static List<Piece> pieces(long[] counts, long most) {
		List<Piece> pieces = new ArrayList<>();
		double y = HEIGHT;
		for (int kind = 0; kind < counts.length; kind++) {
			if (counts[kind] > 0) {
				double height = Math.min(y, Math.max(SLIVER, counts[kind] * (double) HEIGHT / most));
				y -= height;
				pieces.add(new Piece(KINDS.get(kind).name(), decimal(y), decimal(height)));
			}
		}
		return pieces;
	}

	private static String decimal(double number) {
		return String.format(Locale.ROOT, "%.2f", number);
	}

	private static String time(long start, long span) {
		DateTimeFormatter format = (span < 60) ? TIME : (span < 86_400) ? MINUTE : DAY;
		return format.format(LocalDateTime.ofEpochSecond(start, 0, ZoneOffset.UTC));
	}

}
