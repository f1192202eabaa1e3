package io.bulksend.bench;

import java.util.Arrays;

/**
 * When a server was called.
 *
 * @param micros microseconds since the epoch, ascending
 */
record CallTimes(long[] micros) {

	private static final long SECOND = 1_000_000;

	/** Takes times in any order. */
	static CallTimes of(long... micros) {
		long[] ascending = micros.clone();
		Arrays.sort(ascending);
		return new CallTimes(ascending);
	}

	int count() {
		return this.micros.length;
	}

	long first() {
		if (this.micros.length == 0) {
			throw new IllegalStateException("There was no call");
		}
		return this.micros[0];
	}

	long last() {
		first();
		return this.micros[this.micros.length - 1];
	}

	/** How many came from one time on and before another. */
	int between(long begin, long end) {
		return (int) Arrays.stream(this.micros).filter((each) -> each >= begin && each < end).count();
	}

	/** Calls a second from the first call to the last; needs two that differ. */
	double rate() {
		long span = last() - first();
		return (double) (this.micros.length - 1) * SECOND / span;
	}

	/** The most calls in any window of one second, its end not included. */
	int busiestSecond() {
		int most = 0;
		int begin = 0;
		for (int end = 0; end < this.micros.length; end++) {
			while (this.micros[end] - this.micros[begin] >= SECOND) {
				begin++;
			}
			most = Math.max(most, end - begin + 1);
		}
		return most;
	}

}
