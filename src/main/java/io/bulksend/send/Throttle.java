package io.bulksend.send;

import java.util.concurrent.TimeUnit;

/**
 * Tells when the next call may start, so that calls are evenly spaced and never come in
 * bursts. A call that starts late is made up for, but never by more than a few: in any
 * second at most {@link #allowance(double)} calls more than the rate are started.
 * <p>
 * Arithmetic alone (the generic cell rate algorithm, ITU-T I.371, as virtual scheduling):
 * the clock is handed in, as nanoseconds from any origin, and nothing sleeps here. Not
 * for use by several threads.
 */
final class Throttle {

	private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

	private double rate;

	private double interval;

	private double makeUp;

	private double next;

	/**
	 * A throttle from whom the first call may start at once.
	 * @param rate calls a second; 0 for no limit
	 * @param now the time
	 */
	Throttle(double rate, long now) {
		setRate(rate, now);
		this.next = now + this.makeUp;
	}

	/**
	 * How many calls may be made up for in a second, after a pause. At 2 % or 3 calls
	 * over the rate the contract ends; the rest is left for what happens on the way to
	 * the API.
	 * @param rate calls a second
	 * @return how many calls
	 */
	static int allowance(double rate) {
		return Math.max(2, (int) (0.015 * rate));
	}

	/**
	 * Changes the rate. Nothing is made up for at the new rate.
	 * @param rate calls a second; 0 for no limit
	 * @param now the time
	 */
	void setRate(double rate, long now) {
		double due = due();
		this.rate = rate;
		this.interval = (rate > 0) ? NANOS_PER_SECOND / rate : 0;
		this.makeUp = allowance(rate) * this.interval;
		this.next = Math.max(due, now) + this.makeUp;
	}

	/**
	 * Lets no call start for a while, and makes up for none of them later.
	 * @param until when calls may start again
	 */
	void pause(long until) {
		this.next = Math.max(this.next, until + this.makeUp);
	}

	/**
	 * The rate that is in force.
	 * @return calls a second; 0 for no limit
	 */
	double rate() {
		return this.rate;
	}

	/**
	 * When the next call may start.
	 * @return the time; in the past if it may start at once
	 */
	long due() {
		return (long) Math.ceil(this.next - this.makeUp);
	}

	/**
	 * How many calls may start until a time that is not far ahead.
	 * @param now the time
	 * @param until the time up to which permits are counted
	 * @return the number of calls
	 */
	int permits(long now, long until) {
		double due = Math.max(this.next, now) - this.makeUp;
		if (due > until) {
			return 0;
		}
		return (this.interval > 0) ? (int) Math.min(1 + (until - due) / this.interval, Integer.MAX_VALUE)
				: Integer.MAX_VALUE;
	}

	/**
	 * Takes note that a call starts.
	 * @param now the time, not before {@link #due()}
	 */
	void start(long now) {
		this.next = Math.max(this.next, now) + this.interval;
	}

}
