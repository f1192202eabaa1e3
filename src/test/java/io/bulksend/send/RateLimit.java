package io.bulksend.send;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * How an API limits calls.
 */
interface RateLimit {

	/** No limit. */
	RateLimit NONE = (seconds, busy) -> true;

	/** Nothing is taken. */
	RateLimit SHUT = (seconds, busy) -> false;

	/**
	 * A call arrives.
	 * @param seconds the time
	 * @param busy calls that it took and has not answered yet
	 * @return whether it takes it
	 */
	boolean takes(double seconds, int busy);

	/** So many a second, and so many at once after a quiet time. */
	static RateLimit bucket(double rate, double burst) {
		return new RateLimit() {

			private double tokens = burst;

			private double at;

			@Override
			public boolean takes(double seconds, int busy) {
				this.tokens = Math.min(burst, this.tokens + (seconds - this.at) * rate);
				this.at = seconds;
				if (this.tokens < 1) {
					return false;
				}
				this.tokens--;
				return true;
			}

		};
	}

	/** So many in each stretch of its own clock. */
	static RateLimit window(double rate, double length) {
		return new RateLimit() {

			private long window = -1;

			private int taken;

			@Override
			public boolean takes(double seconds, int busy) {
				long current = (long) ((seconds + 0.37) / length);
				if (current != this.window) {
					this.window = current;
					this.taken = 0;
				}
				return this.taken++ < rate * length;
			}

		};
	}

	/** So many in any second, refused ones perhaps among them. */
	static RateLimit sliding(int rate, boolean countsRefused) {
		Deque<Double> last = new ArrayDeque<>();
		return (seconds, busy) -> {
			while (!last.isEmpty() && last.element() <= seconds - 1) {
				last.remove();
			}
			boolean takes = last.size() < rate;
			if (takes || countsRefused) {
				last.add(seconds);
			}
			return takes;
		};
	}

	/** So many at a time. */
	static RateLimit concurrency(int calls) {
		return (seconds, busy) -> busy < calls;
	}

	/** Refuses some, for no reason. */
	static RateLimit lone(double part) {
		Random random = new Random(5);
		return (seconds, busy) -> random.nextDouble() >= part;
	}

	/** Refuses so many in a row, again and again. */
	static RateLimit rows(double every, int refusals) {
		return new RateLimit() {

			private double next = every;

			private int left;

			@Override
			public boolean takes(double seconds, int busy) {
				if (seconds >= this.next) {
					this.next += every;
					this.left = refusals;
				}
				return --this.left < 0;
			}

		};
	}

	/** Another limit from some time on. */
	default RateLimit until(double end, RateLimit then) {
		return (seconds, busy) -> (seconds < end) ? takes(seconds, busy) : then.takes(seconds, busy);
	}

}
