package io.bulksend.send;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What became of the calls of the last seconds, by the time at which they started.
 * <p>
 * Arithmetic alone, on a clock that is handed in. Not for use by several threads.
 */
final class RecentCalls {

	private static final long SLOT = TimeUnit.MILLISECONDS.toNanos(50);

	/** Together they are longer than a call may well take. */
	private static final int SLOTS = 1_024;

	private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

	private final long[] slots = new long[SLOTS];

	private final int[] started = new int[SLOTS];

	private final int[] taken = new int[SLOTS];

	private final int[] refused = new int[SLOTS];

	RecentCalls() {
		Arrays.fill(this.slots, Long.MIN_VALUE);
	}

	/**
	 * Calls that started within a time.
	 *
	 * @param started how many started
	 * @param taken how many of them were taken
	 * @param refused how many of them came too fast
	 * @param seconds how long the time is
	 */
	record Sum(int started, int taken, int refused, double seconds) {

		boolean isWhole() {
			return this.taken + this.refused >= this.started;
		}

		/** Calls a second that were made. */
		double made() {
			return this.started / this.seconds;
		}

		/** Calls a second that were taken; 0 where nothing was answered. */
		double accepted() {
			return (this.taken == 0) ? 0 : made() * this.taken / (this.taken + this.refused);
		}

	}

	void start(long at) {
		this.started[slot(at)]++;
	}

	void taken(long startedAt) {
		if (isKnown(startedAt)) {
			this.taken[index(startedAt)]++;
		}
	}

	void refused(long startedAt) {
		if (isKnown(startedAt)) {
			this.refused[index(startedAt)]++;
		}
	}

	/** Nothing is known of the answer. */
	void unanswered(long startedAt) {
		if (isKnown(startedAt)) {
			this.started[index(startedAt)]--;
		}
	}

	/**
	 * Sums up.
	 * @param from the begin, rounded down to where it is counted from
	 * @param to the end
	 * @return the calls that started between
	 */
	Sum sum(long from, long to) {
		long first = Math.floorDiv(from, SLOT);
		int starts = 0;
		int takes = 0;
		int refusals = 0;
		for (long slot = Math.max(first, Math.floorDiv(to, SLOT) - SLOTS + 1); slot <= Math.floorDiv(to,
				SLOT); slot++) {
			int index = (int) Math.floorMod(slot, (long) SLOTS);
			if (this.slots[index] == slot) {
				starts += this.started[index];
				takes += this.taken[index];
				refusals += this.refused[index];
			}
		}
		return new Sum(starts, takes, refusals, Math.max(to - first * SLOT, SLOT) / SECOND);
	}

	private int slot(long at) {
		int index = index(at);
		long slot = Math.floorDiv(at, SLOT);
		if (this.slots[index] != slot) {
			this.slots[index] = slot;
			this.started[index] = 0;
			this.taken[index] = 0;
			this.refused[index] = 0;
		}
		return index;
	}

	private boolean isKnown(long at) {
		return this.slots[index(at)] == Math.floorDiv(at, SLOT);
	}

	private static int index(long at) {
		return (int) Math.floorMod(Math.floorDiv(at, SLOT), (long) SLOTS);
	}

}
