package io.bulksend.media;

import java.util.concurrent.TimeUnit;

/**
 * Tells when the next upload may start: evenly spaced, and what was late is not made up
 * for. Arithmetic alone, on a clock that is handed in. Not for use by several threads.
 */
final class UploadPace {

	private final long interval;

	private long due;

	/**
	 * A pace at which the first upload may start at once.
	 * @param rate uploads a second; 0 for no limit
	 * @param now the time
	 */
	UploadPace(double rate, long now) {
		this.interval = (rate > 0) ? (long) Math.ceil(TimeUnit.SECONDS.toNanos(1) / rate) : 0;
		this.due = now;
	}

	/** When the next upload may start. */
	long due() {
		return this.due;
	}

	/** An upload starts. */
	void start(long now) {
		this.due = Math.max(this.due, now) + this.interval;
	}

}
