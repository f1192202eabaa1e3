package io.bulksend.throttle;

import java.util.concurrent.TimeUnit;

/**
 * Tells when the next call may start, so that calls are evenly spaced and never come in
 * bursts. A few late calls are made up for at once; what was lost beyond that is made up
 * for by going slightly faster. No second has more calls than half of what the contract
 * allows beyond the rate, which is 2 % or 3 calls: the rest is for calls that bunch up a
 * little on their way to the API.
 * <p>
 * A process that has just begun is slow: connections are opened and code is compiled
 * then, so that calls beyond what it can do would be held up in it, and leave it in
 * bursts. So it begins with few calls a second, and each of them adds to its pace until
 * that is the rate.
 * <p>
 * Arithmetic alone (the generic cell rate algorithm, ITU-T I.371, as virtual scheduling):
 * the clock is handed in, as nanoseconds from any origin, and nothing sleeps here. Not
 * for use by several threads.
 */
public final class Throttle {

	private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

	/** Calls a second that a process can do as it begins, on a small machine. */
	private static final double COLD = 400;

	/** What each call adds to that: the pace more than doubles in a second. */
	private static final double WARMING = 0.8;

	/**
	 * The part of itself that a low rate begins with, for as long as a second's calls.
	 */
	private static final double SLOW_START = 0.9;

	/**
	 * What a second may have beyond the rate, as a part of it; at least one call. As much
	 * again and more is left for calls that are held up after their start.
	 */
	private static final double SPARE = 0.005;

	/** More than so much lost time is never made up for. */
	private static final double MOST_LOST = 3 * NANOS_PER_SECOND;

	private final boolean cold;

	private long calls;

	private double rate;

	private double interval;

	private double fastInterval;

	private double makeUp;

	private double next;

	private double schedule;

	private double pausedUntil = Double.NEGATIVE_INFINITY;

	private LastSecond lastSecond = new LastSecond(1);

	/**
	 * A throttle from which the first call may start at once.
	 * @param rate calls a second; 0 for no limit
	 * @param now the time
	 * @param cold whether the process has just begun
	 */
	public Throttle(double rate, long now, boolean cold) {
		this.cold = cold;
		setRate(rate, now);
	}

	/**
	 * How many late calls are made up for at once.
	 * @param rate calls a second
	 * @return how many calls
	 */
	public static int allowance(double rate) {
		return Math.max(1, (int) (SPARE * rate));
	}

	/**
	 * How many calls any second has at the most.
	 * @param rate calls a second
	 * @return how many calls
	 */
	public static long most(double rate) {
		return (long) (rate + Math.max(1, SPARE * rate));
	}

	/**
	 * Changes the rate. Nothing is made up for at the new rate.
	 * @param rate calls a second; 0 for no limit
	 * @param now the time
	 */
	public void setRate(double rate, long now) {
		double spaced = Math.ceil(evenly(this.next));
		long full = this.lastSecond.due();
		this.rate = rate;
		this.interval = (rate > 0) ? NANOS_PER_SECOND / rate : 0;
		this.fastInterval = (rate > 0)
				? NANOS_PER_SECOND / (rate + Math.max(SPARE * rate, Math.min(1, 4 * SPARE * rate))) : 0;
		this.lastSecond = (rate > 0) ? this.lastSecond.allowing(most(rate)) : new LastSecond(1);
		this.makeUp = allowance(rate) * this.interval;
		// At a slower rate the next call may have been far away.
		double next = Math.min(spaced, Math.max(now, this.pausedUntil) + this.interval);
		this.schedule = Math.max(Math.max(next, full), now);
		this.next = this.schedule + this.makeUp;
	}

	/**
	 * Lets no call start for a while, and makes up for none of them later.
	 * @param until when calls may start again
	 */
	public void pause(long until) {
		this.pausedUntil = Math.max(this.pausedUntil, until);
		this.next = Math.max(this.next, until + this.makeUp);
		this.schedule = Math.max(this.schedule, until);
	}

	/**
	 * The rate that is in force.
	 * @return calls a second; 0 for no limit
	 */
	public double rate() {
		return this.rate;
	}

	/**
	 * How fast calls follow each other now, save what is made up for.
	 * @return calls a second, not above the rate; 0 for no limit
	 */
	public double pace() {
		if (!this.cold || this.rate == 0) {
			return this.rate;
		}
		double slow = SLOW_START * this.rate;
		double warm = COLD + WARMING * this.calls;
		return Math.min((this.calls < slow) ? slow : this.rate, warm);
	}

	/**
	 * When the next call may start.
	 * @return the time; in the past if it may start at once
	 */
	public long due() {
		return Math.max((long) Math.ceil(evenly(this.next)), this.lastSecond.due());
	}

	/**
	 * How many calls may start until a time that is not far ahead.
	 * @param now the time
	 * @param until the time up to which permits are counted
	 * @return the number of calls
	 */
	public int permits(long now, long until) {
		double due = evenly(Math.max(this.next, now));
		if (due > until) {
			return 0;
		}
		if (this.rate == 0) {
			return Integer.MAX_VALUE;
		}
		int permits = (int) Math.min(1 + (until - due) * pace() / NANOS_PER_SECOND, Integer.MAX_VALUE);
		return this.lastSecond.room(until, permits);
	}

	/**
	 * Takes note that a call starts.
	 * @param now the time, not before {@link #due()}
	 */
	public void start(long now) {
		double pace = pace();
		double step = (pace < this.rate) ? NANOS_PER_SECOND / pace : this.fastInterval;
		this.next = Math.max(this.next, now) + step;
		this.schedule = Math.max(this.schedule, now - MOST_LOST) + this.interval;
		this.calls++;
		if (this.rate > 0) {
			this.lastSecond.start(now);
		}
	}

	/** Never before its time, and after a delay not much faster than the rate. */
	private double evenly(double paced) {
		return Math.max(this.schedule, paced - this.makeUp);
	}

}
