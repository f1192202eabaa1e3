package io.bulksend.media;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Tells when the next upload may start: evenly spaced, a little of what was late is made
 * up for, and no second has more than the rate allows. An upload starts when the head of
 * its request was written. Until then, while its file and its connection are opened, it
 * counts as one that starts just now: however long a busy machine holds uploads up, they
 * do not leave in a burst.
 * <p>
 * Arithmetic alone, on a clock that is handed in. Not for use by several threads.
 */
final class UploadPace {

	/** A second, and what uploads bunch up on their way to the API. */
	private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(1_010);

	private static final long MADE_UP = TimeUnit.MILLISECONDS.toNanos(200);

	private final long interval;

	/** The last starts, as many as a second may have. */
	private final long[] starts;

	private int oldest;

	/** How many are on their way to their start. */
	private int underWay;

	private long due;

	/**
	 * A pace at which the first upload may start at once.
	 * @param rate uploads a second; 0 for no limit
	 * @param now the time
	 */
	UploadPace(double rate, long now) {
		this.interval = (rate > 0) ? (long) Math.ceil(TimeUnit.SECONDS.toNanos(1) / rate) : 0;
		this.starts = new long[(int) Math.ceil(rate)];
		Arrays.fill(this.starts, now - WINDOW);
		this.due = now;
	}

	/**
	 * When the next upload may be on its way.
	 * @return the time; {@link Long#MAX_VALUE} where others have to start before
	 */
	long due() {
		if (this.starts.length == 0) {
			return this.due;
		}
		if (this.underWay >= this.starts.length) {
			return Long.MAX_VALUE;
		}
		long last = this.starts[(this.oldest + this.underWay) % this.starts.length];
		return Math.max(this.due, last + WINDOW);
	}

	/** An upload is on its way to its start. */
	void reserve(long now) {
		this.due = Math.max(this.due, now - ((this.starts.length > 0) ? MADE_UP : 0)) + this.interval;
		this.underWay++;
	}

	/** One that was on its way starts. */
	void start(long now) {
		this.underWay--;
		if (this.starts.length > 0) {
			this.starts[this.oldest] = now;
			this.oldest = (this.oldest + 1) % this.starts.length;
		}
	}

	/** One that was on its way does not start. */
	void abandon() {
		this.underWay--;
	}

}
