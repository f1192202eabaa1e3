package io.bulksend.send;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Finds the rate that the API allows, where it allows less than was asked for: goes down
 * at once when the API says that calls come too fast, and comes back slowly (additive
 * increase, multiplicative decrease). Well above the rate at which it was last refused it
 * comes back in ever larger steps: the API allows more again.
 * <p>
 * Arithmetic alone, on a clock that is handed in. Not for use by several threads.
 */
final class RateControl {

	private static final double DECREASE = 0.8;

	/** Part of the rate at which it was last refused that it regains each second. */
	private static final double INCREASE = 0.02;

	/** Part of itself that a rate gains each second at the most. */
	private static final double MOST_INCREASE = 0.1;

	private static final double SLOWEST = 0.1;

	private static final long ONE_SECOND = TimeUnit.SECONDS.toNanos(1);

	/** Answers to calls that started before a decrease say nothing about the new rate. */
	private static final long DEAF = ONE_SECOND;

	private final double target;

	private final Throttle throttle;

	private double refusedAt;

	private double increase;

	private long deafUntil;

	private long lastIncrease;

	private long windowStart;

	private long startedInWindow;

	private double measured;

	private double others;

	RateControl(double target, long now) {
		this.target = target;
		this.throttle = new Throttle(target, now, true);
		this.deafUntil = now;
		this.windowStart = now;
	}

	Throttle throttle() {
		return this.throttle;
	}

	/**
	 * Takes note that a call starts, and regains speed as time goes by.
	 * @param now the time
	 */
	void start(long now) {
		this.throttle.start(now);
		if (this.startedInWindow == 0 && this.measured == 0) {
			// What the process took to start is no measure of the calls' rate.
			this.windowStart = now;
		}
		this.startedInWindow++;
		if (now - this.windowStart >= ONE_SECOND) {
			this.measured = this.startedInWindow * (double) ONE_SECOND / (now - this.windowStart);
			this.windowStart = now;
			this.startedInWindow = 0;
		}
		if (isSlowed() && now - this.lastIncrease >= ONE_SECOND && now > this.deafUntil) {
			this.lastIncrease = now;
			double faster = this.throttle.rate() + this.increase;
			if (faster > this.refusedAt) {
				this.increase = Math.max(this.increase, Math.min(2 * this.increase, faster * MOST_INCREASE));
			}
			boolean free = (this.target == 0) ? faster > this.refusedAt * 4 : faster >= this.target;
			this.throttle.setRate(free ? this.target : faster, now);
		}
	}

	/**
	 * Takes note of what the API gets besides these calls.
	 * @param rate calls a second that others make for the same account
	 */
	void others(double rate) {
		this.others = rate;
	}

	/**
	 * The API said that calls come too fast.
	 * @param now the time
	 * @param retryAfter how long it asks to wait, or {@code null} where it does not say
	 */
	void tooFast(long now, @Nullable Duration retryAfter) {
		if (retryAfter != null) {
			this.throttle.pause(now + retryAfter.toNanos());
		}
		if (now < this.deafUntil) {
			return;
		}
		double current = (this.throttle.rate() > 0) ? this.throttle.pace() : measuredRate(now);
		this.refusedAt = current;
		this.increase = Math.max(current * INCREASE, SLOWEST);
		this.throttle.setRate(Math.max(current * DECREASE, SLOWEST), now);
		if (retryAfter == null) {
			this.throttle.pause(now + ONE_SECOND / 4);
		}
		this.deafUntil = now + DEAF + ((retryAfter != null) ? retryAfter.toNanos() : 0);
		this.lastIncrease = this.deafUntil;
	}

	boolean isSlowed() {
		return this.throttle.rate() != this.target;
	}

	private double measuredRate(long now) {
		double since = Math.max(now - this.windowStart, ONE_SECOND / 10);
		return this.others + Math.max(1, Math.max(this.measured, this.startedInWindow * ONE_SECOND / since));
	}

}
