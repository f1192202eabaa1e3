package io.bulksend.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which numbers it has seen, as many as it was told to; beyond that it forgets
 * the one it has known longest. Safe for use by many threads.
 */
final class FirstTimes {

	private final Map<Long, Boolean> seen;

	/**
	 * Knows nothing yet.
	 * @param capacity how many numbers to remember
	 */
	FirstTimes(int capacity) {
		this.seen = new LinkedHashMap<>() {

			@Override
			protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
				return size() > capacity;
			}

		};
	}

	/**
	 * Says whether a number is new, and remembers it.
	 * @param number the number
	 * @return true if it was not among those remembered
	 */
	synchronized boolean isFirst(long number) {
		return this.seen.putIfAbsent(number, true) == null;
	}

}
