package io.bulksend.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Counts things by the time when they happened, in spans as short as fit. Memory stays
 * flat however many things there are and however long they took: when the spans become
 * too many, longer ones take their place.
 */
final class Timeline {

	/**
	 * Each is a multiple of the one before, in seconds; the longest is a year of 52
	 * weeks.
	 */
	private static final long[] SPANS = { 1, 5, 15, 60, 300, 900, 3_600, 10_800, 21_600, 86_400, 604_800, 2_419_200,
			31_449_600 };

	private final int most;

	private final int kinds;

	private final TreeMap<Long, long[]> counts = new TreeMap<>();

	private int span;

	private long lastStart = Long.MIN_VALUE;

	private long @Nullable [] last;

	/**
	 * A timeline on which nothing happened.
	 * @param kinds how many kinds of things there are
	 * @param most how many spans to have at the most
	 */
	Timeline(int kinds, int most) {
		this.kinds = kinds;
		this.most = most;
	}

	/**
	 * A span of time.
	 *
	 * @param start when it starts, in seconds
	 * @param counts how many things of each kind happened in it
	 */
	record Span(long start, long[] counts) {

		long total() {
			long total = 0;
			for (long count : this.counts) {
				total += count;
			}
			return total;
		}

	}

	/**
	 * Counts a thing.
	 * @param second when it happened
	 * @param kind what kind it is, from 0
	 */
	void add(long second, int kind) {
		long start = start(second);
		long[] bin = this.last;
		if (bin == null || start != this.lastStart) {
			bin = this.counts.computeIfAbsent(start, (key) -> new long[this.kinds]);
			this.lastStart = start;
			this.last = bin;
		}
		bin[kind]++;
		while (this.span < SPANS.length - 1 && length() > this.most) {
			this.span++;
			lengthen();
		}
	}

	boolean isEmpty() {
		return this.counts.isEmpty();
	}

	/**
	 * How long a span is, in seconds.
	 */
	long seconds() {
		return SPANS[this.span];
	}

	/**
	 * All spans from the first to the last in which anything happened, and empty ones
	 * behind them where these are few.
	 * @param least how many spans to return at the least
	 */
	List<Span> spans(int least) {
		List<Span> spans = new ArrayList<>();
		if (!isEmpty()) {
			long end = Math.max(this.counts.lastKey(), this.counts.firstKey() + (least - 1) * seconds());
			for (long start = this.counts.firstKey(); start <= end; start += seconds()) {
				spans.add(new Span(start, this.counts.getOrDefault(start, new long[this.kinds])));
			}
		}
		return spans;
	}

	private long length() {
		return (this.counts.lastKey() - this.counts.firstKey()) / seconds() + 1;
	}

	private long start(long second) {
		return Math.floorDiv(second, seconds()) * seconds();
	}

	private void lengthen() {
		TreeMap<Long, long[]> longer = new TreeMap<>();
		for (Map.Entry<Long, long[]> bin : this.counts.entrySet()) {
			long[] sum = longer.computeIfAbsent(start(bin.getKey()), (key) -> new long[this.kinds]);
			for (int kind = 0; kind < this.kinds; kind++) {
				sum[kind] += bin.getValue()[kind];
			}
		}
		this.counts.clear();
		this.counts.putAll(longer);
		this.last = null;
	}

}
