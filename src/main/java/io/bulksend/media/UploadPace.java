package io.bulksend.media;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Tells when the next upload may start: evenly spaced, a little of what was late is made
 * up for, and no second has more than the rate allows. Arithmetic alone, on a clock that
 * is handed in. Not for use by several threads.
 */
final class UploadPace {

	/** A second, and what uploads bunch up on their way to the API. */
	private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(1_010);

	private static final long MADE_UP = TimeUnit.MILLISECONDS.toNanos(200);

	private final long interval;

	/** The last starts, as many as a second may have. */
	private final long[] starts;

	private int oldest;

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

	/** When the next upload may start. */
	long due() {
		return (this.starts.length > 0) ? Math.max(this.due, this.starts[this.oldest] + WINDOW) : this.due;
	}

	/** An upload starts. */
	void start(long now) {
		this.due = Math.max(this.due, now - ((this.starts.length > 0) ? MADE_UP : 0)) + this.interval;
		if (this.starts.length > 0) {
			this.starts[this.oldest] = now;
			this.oldest = (this.oldest + 1) % this.starts.length;
		}
	}

}
