package io.bulksend.send;

import java.util.concurrent.TimeUnit;

/**
 * The calls that left in the last second, which are never more than a given number,
 * wherever the second begins.
 * <p>
 * Arithmetic alone, on a clock that is handed in. Not for use by several threads.
 */
final class LastSecond {

	/** What is remembered at most. Higher rates are held in a part of a second each. */
	private static final int MOST_REMEMBERED = 20_000;

	private final long length;

	private final Departure[] departures;

	private int oldest;

	/**
	 * A second without a call yet.
	 * @param most how many calls it may have; at least 1
	 */
	LastSecond(long most) {
		long parts = (most + MOST_REMEMBERED - 1) / MOST_REMEMBERED;
		this.length = (TimeUnit.SECONDS.toNanos(1) + parts - 1) / parts;
		this.departures = new Departure[(int) (most / parts)];
	}

	/**
	 * When there is room for one more call.
	 * @return the time; in the past if there is now
	 */
	long due() {
		Departure departure = this.departures[this.oldest];
		return (departure != null) ? departure.at() + this.length : Long.MIN_VALUE;
	}

	/**
	 * Takes note of one more call.
	 * @param departure when it leaves, not before {@link #due()}
	 */
	void add(Departure departure) {
		this.departures[this.oldest] = departure;
		this.oldest = (this.oldest + 1) % this.departures.length;
	}

}
