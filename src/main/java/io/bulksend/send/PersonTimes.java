package io.bulksend.send;

import java.util.Arrays;

/**
 * When somebody last got something, for many people in little memory: 16 bytes for each
 * number, and as much again to find it fast. Not for use by several threads.
 */
final class PersonTimes {

	private static final int SMALLEST = 1 << 8;

	private long[] people = new long[SMALLEST];

	private long[] times = new long[SMALLEST];

	private int size;

	private long oldest = Long.MAX_VALUE;

	/**
	 * Somebody got something.
	 * @param person a number
	 * @param time when, in milliseconds since 1970; an earlier one than is known changes
	 * nothing
	 */
	void put(long person, long time) {
		int place = place(person);
		if (this.times[place] == 0) {
			this.people[place] = person;
			this.size++;
		}
		this.times[place] = Math.max(this.times[place], time);
		// Of somebody who got more it is too early, which costs a look in vain.
		this.oldest = Math.min(this.oldest, time);
		if (this.size > this.people.length / 2) {
			resize(this.people.length * 2, 0);
		}
	}

	/**
	 * When somebody last got something.
	 * @param person a number
	 * @return the time, or 0
	 */
	long get(long person) {
		return this.times[place(person)];
	}

	/**
	 * How many people there are.
	 * @return the number
	 */
	int size() {
		return this.size;
	}

	/**
	 * A time than which nobody's is earlier.
	 * @return the time
	 */
	long oldest() {
		return this.oldest;
	}

	/**
	 * Forgets whose time has come.
	 * @param time the latest time that is forgotten
	 */
	void dropUpTo(long time) {
		resize(this.people.length, time);
	}

	/**
	 * The time of the one who is next after some others.
	 * @param number which one, by the order of their times; the earliest is 1
	 * @return the time; the latest where there are fewer, and 0 where there is none
	 */
	long nth(long number) {
		long[] sorted = Arrays.stream(this.times).filter((time) -> time > 0).sorted().toArray();
		return (sorted.length == 0) ? 0 : sorted[(int) Math.min(number, sorted.length) - 1];
	}

	private void resize(int length, long after) {
		long[] formerPeople = this.people;
		long[] formerTimes = this.times;
		this.people = new long[length];
		this.times = new long[length];
		this.size = 0;
		this.oldest = Long.MAX_VALUE;
		for (int i = 0; i < formerTimes.length; i++) {
			if (formerTimes[i] > after) {
				int place = place(formerPeople[i]);
				this.people[place] = formerPeople[i];
				this.times[place] = formerTimes[i];
				this.size++;
				this.oldest = Math.min(this.oldest, formerTimes[i]);
			}
		}
	}

	private int place(long person) {
		int mask = this.people.length - 1;
		int place = (int) ((person * 0x9E3779B97F4A7C15L) >>> 32) & mask;
		while (this.times[place] != 0 && this.people[place] != person) {
			place = (place + 1) & mask;
		}
		return place;
	}

}
