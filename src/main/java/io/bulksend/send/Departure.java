package io.bulksend.send;

import java.util.concurrent.TimeUnit;

/**
 * When a call left for the API. That is when it started, until it is known better: a
 * process that is held up, by its collector for example, lets calls go later than it
 * started them, and then in a bunch.
 * <p>
 * Safe for use by the thread that starts calls and one that serves connections.
 */
final class Departure {

	/**
	 * What a call that waits for its connection may be late at the most: it alone is
	 * late, and does not come in a bunch with others.
	 */
	private static final long LATEST = TimeUnit.MILLISECONDS.toNanos(200);

	private final long latest;

	private volatile long at;

	/**
	 * A call that starts.
	 * @param start when, in nanoseconds from any origin
	 */
	Departure(long start) {
		this.latest = start + LATEST;
		this.at = start;
	}

	/**
	 * Takes note that the request goes out.
	 * @param now the time, not before the start
	 */
	void goesOut(long now) {
		this.at = Math.min(now, this.latest);
	}

	long at() {
		return this.at;
	}

}
