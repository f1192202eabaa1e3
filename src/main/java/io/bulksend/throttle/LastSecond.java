package io.bulksend.throttle;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The calls that started in the last second, which are never more than a given number,
 * wherever the second begins.
 * <p>
 * Arithmetic alone, on a clock that is handed in. Not for use by several threads.
 */
public final class LastSecond {

	/** What is remembered at most. Higher rates are held in a part of a second each. */
	private static final int MOST_REMEMBERED = 20_000;

	private final long length;

	/** In a ring; those that were not used yet are long ago. */
	private final long[] starts;

	private int oldest;

	/**
	 * A second without a call yet.
	 * @param most how many calls it may have; at least 1
	 */
	public LastSecond(long most) {
		long parts = (most + MOST_REMEMBERED - 1) / MOST_REMEMBERED;
		this.length = (TimeUnit.SECONDS.toNanos(1) + parts - 1) / parts;
		this.starts = new long[(int) (most / parts)];
		Arrays.fill(this.starts, Long.MIN_VALUE / 2);
	}

	/**
	 * The same second, which may have another number of calls from now on.
	 * @param most how many calls it may have; at least 1
	 * @return a second with the latest calls of this one
	 */
	LastSecond allowing(long most) {
		LastSecond other = new LastSecond(most);
		for (int i = Math.max(0, this.starts.length - other.starts.length); i < this.starts.length; i++) {
			other.start(start(i));
		}
		return other;
	}

	/**
	 * When there is room for one more call.
	 * @return the time; in the past if there is now
	 */
	long due() {
		return due(0);
	}

	/**
	 * When there is room for one more call than for those that are yet to start.
	 * @param ahead how many those are; fewer than a second may have
	 * @return the time; in the past if there is room now
	 */
	public long due(int ahead) {
		return start(ahead) + this.length;
	}

	/**
	 * How many more calls there will be room for.
	 * @param until at what time, if none starts before
	 * @param enough what need not be exceeded
	 * @return how many calls, not above enough
	 */
	int room(long until, int enough) {
		int room = 0;
		while (room < Math.min(enough, this.starts.length) && start(room) + this.length <= until) {
			room++;
		}
		return room;
	}

	/**
	 * Takes note that a call starts.
	 * @param now the time, not before {@link #due(int)}
	 */
	public void start(long now) {
		this.starts[this.oldest] = now;
		this.oldest = (this.oldest + 1) % this.starts.length;
	}

	private long start(int age) {
		return this.starts[(this.oldest + age) % this.starts.length];
	}

}
