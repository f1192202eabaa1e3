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
		public void await(Completions completions, long nanos) {
			completions.await(nanos);
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
	 * Waits for a reply.
	 * @param completions where replies arrive
	 * @param nanos how long to wait at the most
	 */
	void await(Completions completions, long nanos);

}
