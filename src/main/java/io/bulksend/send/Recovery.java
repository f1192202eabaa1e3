package io.bulksend.send;

import java.util.concurrent.TimeUnit;

/**
 * How a rate goes on after the API asked for fewer calls, as TCP's CUBIC does it (RFC
 * 9438): soon back at what the API took, then for a while just there, and then upwards,
 * gently at first and ever faster where nothing speaks against it.
 *
 * @param ceiling calls a second that the API took
 * @param depth part of it by which the rate begins below it
 * @param begin when it begins
 * @param hold how long it stays at the ceiling at the most, the way there included
 */
record Recovery(double ceiling, double depth, long begin, long hold) {

	/** The shortest time at the ceiling, and how long the way there takes. */
	static final long SHORTEST_HOLD = TimeUnit.SECONDS.toNanos(3);

	/** After how long beyond that the rate is a tenth above the ceiling. */
	static final long PROBE = TimeUnit.SECONDS.toNanos(2);

	private static final double PROBED = 0.1;

	/** From when on calls show whether the API takes as many. */
	private static final long SETTLED = TimeUnit.SECONDS.toNanos(1);

	double rate(long now) {
		double time = Math.max(0, now - this.begin);
		if (time < SHORTEST_HOLD) {
			double left = 1 - time / SHORTEST_HOLD;
			return this.ceiling * (1 - this.depth * left * left * left);
		}
		if (time < this.hold) {
			return this.ceiling;
		}
		double beyond = (time - this.hold) / PROBE;
		return this.ceiling * (1 + PROBED * beyond * beyond * beyond);
	}

	/** Whether a call started at the ceiling, or just below it. */
	boolean isHeld(long startedAt) {
		return startedAt >= this.begin + SETTLED && !isBeyond(startedAt);
	}

	/** Whether a call started above the ceiling. */
	boolean isBeyond(long startedAt) {
		return startedAt >= this.begin + this.hold;
	}

	/** Whether a call started so far above the ceiling that a refusal is no surprise. */
	boolean isFarBeyond(long startedAt) {
		return startedAt >= this.begin + this.hold + PROBE;
	}

}
