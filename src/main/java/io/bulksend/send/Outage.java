package io.bulksend.send;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Watches whether the API is there, and takes anything. A call or two that do not get
 * through may mean a stale connection; several in a row without any answer mean that it
 * is away. While it is, calls are tried one at a time, at growing distances with jitter,
 * until it answers or patience ends.
 * <p>
 * Arithmetic alone, on a clock that is handed in. Not for use by several threads.
 */
final class Outage {

	private static final int FAILURES = 3;

	private static final long FIRST_WAIT = TimeUnit.MILLISECONDS.toNanos(500);

	private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(15);

	private final long patience;

	private final RandomGenerator random;

	private boolean on;

	private int failures;

	private long since;

	private long wait;

	private long probeAt;

	private boolean othersAnswered;

	private boolean busy;

	private long busySince;

	private long busyWait;

	private long askedUntil = Long.MIN_VALUE;

	Outage(Duration patience, RandomGenerator random) {
		this.patience = patience.toNanos();
		this.random = random;
	}

	/**
	 * A call did not get through.
	 * @param now the time
	 * @param atLeast how long the API asks to wait, in nanoseconds, or 0
	 */
	void failed(long now, long atLeast) {
		this.failures++;
		this.askedUntil = Math.max(this.askedUntil, now + atLeast);
		if (this.failures == 1) {
			this.since = now;
			this.othersAnswered = false;
		}
		if (!this.on) {
			if (this.failures < FAILURES && atLeast == 0) {
				return;
			}
			this.on = true;
			this.wait = FIRST_WAIT;
		}
		else if (now < this.probeAt) {
			// Started before the outage was noticed: tells nothing new.
			return;
		}
		else {
			this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
		}
		long jittered = this.wait / 2 + this.random.nextLong(this.wait);
		this.probeAt = now + Math.max(jittered, atLeast);
	}

	/**
	 * The API answered, but only that calls come too fast.
	 * @param now the time
	 * @param atLeast how long it asks to wait, in nanoseconds, or 0
	 */
	void tooFast(long now, long atLeast) {
		long first = this.busy ? this.busySince : now;
		over();
		this.busy = true;
		this.busySince = first;
		this.busyWait = atLeast;
		this.askedUntil = now + atLeast;
	}

	/** The API answered something of its own. */
	void over() {
		this.on = false;
		this.failures = 0;
		this.busy = false;
		this.askedUntil = Long.MIN_VALUE;
	}

	/**
	 * Others are answered: it is not over, but nobody is to give up for it.
	 * @param now the time
	 */
	void othersAreAnswered(long now) {
		if (this.on && !this.othersAnswered) {
			// Perhaps it was everybody's, and is over.
			this.probeAt = Math.min(this.probeAt, now);
		}
		this.othersAnswered = true;
		this.since = now;
		this.busySince = now;
	}

	boolean isOn() {
		return this.on;
	}

	/**
	 * When the next call may be tried, while the outage lasts.
	 * @return the time
	 */
	long probeAt() {
		return this.probeAt;
	}

	/**
	 * Until when the API has asked to wait.
	 * @return the time; in the past where it has not
	 */
	long askedUntil() {
		return this.askedUntil;
	}

	/**
	 * Says whether a wait is longer than anybody is to wait.
	 * @param wait how long, in nanoseconds
	 * @return whether patience would end first
	 */
	boolean outlastsPatience(long wait) {
		return wait > this.patience;
	}

	/**
	 * When patience will have ended, unless the API takes something before.
	 * @return the time; only while it is away or busy
	 */
	long hopelessAt() {
		return this.on ? this.since + this.patience : this.busySince + this.patience + this.busyWait;
	}

	/**
	 * Says whether it has lasted too long.
	 * @param now the time
	 * @return whether to give up
	 */
	boolean isHopeless(long now) {
		return (this.on && now - this.since >= this.patience)
				|| (this.busy && now - this.busySince >= this.patience + this.busyWait);
	}

}
