package io.bulksend.api;

import java.time.Duration;

/**
 * A clock that stands still while the process is held up: stopped, swapped out, or asleep
 * with its machine. What arrived meanwhile has not been read when it goes on, and no time
 * has passed for it. Somebody looks at it regularly, and takes note of when a look comes
 * much later than the one before it.
 * <p>
 * One thread looks; any may ask for the time.
 */
final class LivedTime {

	/** Threads wait for a processor now and then. */
	private static final long SLACK = Duration.ofMillis(100).toNanos();

	/** How long reading may take what has arrived. */
	private static final long READING = Duration.ofSeconds(1).toNanos();

	private final long period;

	private volatile long lived;

	private long lookedAt;

	private long readUntil;

	/**
	 * Begins.
	 * @param period how often it is looked at, in nanoseconds
	 * @param now the time, in nanoseconds
	 */
	LivedTime(long period, long now) {
		this.period = period;
		this.lookedAt = now;
		this.readUntil = now;
	}

	/**
	 * Looks at how much time has passed.
	 * @param now the time, in nanoseconds
	 * @return whether anything can be late; not for a moment after the process was held
	 * up
	 */
	boolean look(long now) {
		long passed = now - this.lookedAt;
		this.lookedAt = now;
		if (passed > 2 * this.period + SLACK) {
			this.readUntil = now + READING;
			passed = this.period;
		}
		this.lived += passed;
		return now - this.readUntil >= 0;
	}

	/**
	 * How long the process has lived.
	 * @return the time at the last look, in nanoseconds
	 */
	long nanos() {
		return this.lived;
	}

}
