package io.bulksend.send;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * How fast a count grows, over its last few seconds. Arithmetic alone, on a clock that is
 * handed in. Not for use by several threads.
 */
public final class RateMeter {

	private static final long SPAN = TimeUnit.SECONDS.toNanos(5);

	private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

	private final Deque<Reading> readings = new ArrayDeque<>();

	private record Reading(long nanos, long count) {
	}

	/**
	 * Takes a reading.
	 * @param nanos the time
	 * @param count the count
	 * @return by how much the count grew a second; 0 at the first reading
	 */
	public double read(long nanos, long count) {
		this.readings.addLast(new Reading(nanos, count));
		while (this.readings.size() > 2 && nanos - second().nanos() >= SPAN) {
			this.readings.removeFirst();
		}
		Reading first = this.readings.getFirst();
		long elapsed = nanos - first.nanos();
		return (elapsed > 0) ? (count - first.count()) * SECOND / elapsed : 0;
	}

	private Reading second() {
		return this.readings.stream().skip(1).findFirst().orElseThrow();
	}

}
