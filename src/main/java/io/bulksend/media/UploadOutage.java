package io.bulksend.media;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Watches whether the API takes files at all. While it does not, one upload at a time is
 * tried, at growing distances with jitter, until one gets through or patience ends.
 * <p>
 * Arithmetic alone, on a clock that is handed in. Not for use by several threads.
 */
final class UploadOutage {

	private static final int FAILURES = 3;

	private static final long FIRST_WAIT = TimeUnit.MILLISECONDS.toNanos(500);

	private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(15);

	private final long patience;

	private final RandomGenerator random;

	private int failures;

	private long since;

	private long askedFor;

	private long wait;

	private long pausedUntil = Long.MIN_VALUE;

	UploadOutage(long patience, RandomGenerator random) {
		this.patience = patience;
		this.random = random;
	}

	/**
	 * An upload did not get through.
	 * @param now the time
	 * @param atLeast how long the API asks to wait, in nanoseconds, or 0
	 */
	void failed(long now, long atLeast) {
		if (this.failures++ == 0) {
			this.since = now;
			this.wait = FIRST_WAIT / 2;
		}
		this.askedFor = atLeast;
		boolean first = now >= this.pausedUntil;
		if (atLeast > 0 || (isOn() && first)) {
			this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
			this.pausedUntil = Math.max(this.pausedUntil, now + Math.max(atLeast, jittered(this.wait)));
		}
	}

	/** The API answered something of its own. */
	void over() {
		this.failures = 0;
		this.pausedUntil = Long.MIN_VALUE;
		this.askedFor = 0;
	}

	/** Whether one upload at a time is tried. */
	boolean isOn() {
		return this.failures >= FAILURES;
	}

	/** Until when none is. */
	long pausedUntil() {
		return this.pausedUntil;
	}

	/**
	 * Says whether it has lasted too long.
	 * @param now the time
	 * @return whether to give up
	 */
	boolean isHopeless(long now) {
		return this.failures > 0 && now - this.since >= this.patience + this.askedFor;
	}

	/**
	 * How long to wait before a file is tried again.
	 * @param tries how often it was tried
	 * @return the time in nanoseconds
	 */
	long backoff(int tries) {
		return jittered(Math.min(FIRST_WAIT << Math.min(tries - 1, 5), LONGEST_WAIT));
	}

	private long jittered(long nanos) {
		return nanos / 2 + this.random.nextLong(nanos);
	}

}
