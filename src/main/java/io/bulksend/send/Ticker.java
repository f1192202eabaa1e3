package io.bulksend.send;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * The time, and waiting for it. Tests bring their own.
 */
public interface Ticker {

	/** The machine's time. */
	Ticker SYSTEM = new Ticker() {

		@Override
		public long nanos() {
			return System.nanoTime();
		}

		@Override
		public Instant instant() {
			return Instant.now();
		}

		@Override
		public void sleepUntil(long nanos) {
			long left = nanos - System.nanoTime();
			while (left > 0) {
				LockSupport.parkNanos(left);
				left = nanos - System.nanoTime();
			}
		}

		@Override
		public void await(Completions completions, long nanos, int enough) {
			completions.await(nanos, enough);
		}

	};

	/**
	 * Time that only goes forward.
	 * @return nanoseconds from any origin
	 */
	long nanos();

	/**
	 * The time of day.
	 * @return now
	 */
	Instant instant();

	/**
	 * Waits for a time, whatever comes back meanwhile.
	 * @param nanos until when
	 */
	void sleepUntil(long nanos);

	/**
	 * Waits for a reply, and then very shortly for more of them.
	 * @param completions where replies arrive
	 * @param nanos how long to wait at the most for the first
	 * @param enough how many replies are not to be kept waiting for more
	 */
	void await(Completions completions, long nanos, int enough);

}
