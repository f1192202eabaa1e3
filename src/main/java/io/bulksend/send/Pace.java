package io.bulksend.send;

import java.io.Closeable;
import java.time.Duration;

/**
 * Says when calls may start, beside the throttle: where others send for the same account,
 * they go by one rate together. Asked by the one thread that sends; a call's permit is
 * reserved before its claim, so that no claim waits long for one.
 */
public interface Pace extends Closeable {

	/** A pace that holds nobody up. */
	Pace FREE = new Pace() {

		@Override
		public int permits(long now, long until, int wanted) {
			return wanted;
		}

		@Override
		public void reserve(int calls) {
			// There are always enough.
		}

		@Override
		public long due() {
			return Long.MIN_VALUE;
		}

		@Override
		public long startAt(boolean late) {
			return Long.MIN_VALUE;
		}

		@Override
		public void started(long now) {
			// Nobody counts.
		}

		@Override
		public void notStarted() {
			// There are always enough.
		}

		@Override
		public void ask(double rate) {
			// Nobody goes by it.
		}

		@Override
		public void pause(Duration pause) {
			// Nobody else calls.
		}

		@Override
		public double rate() {
			return 0;
		}

		@Override
		public double share() {
			return 1;
		}

		@Override
		public void onArrival(Runnable wake) {
			// Nothing arrives.
		}

		@Override
		public void close() {
			// Nothing is open.
		}

	};

	/**
	 * How many calls may start until a time that is not far ahead.
	 * @param now the time
	 * @param until the time up to which permits are counted
	 * @param wanted how many could start; 0 where there is nothing to send
	 * @return the number of calls, not above that
	 * @throws io.bulksend.ledger.database.LedgerException if the ledger's database cannot
	 * be asked
	 */
	int permits(long now, long until, int wanted);

	/**
	 * Reserves permits.
	 * @param calls how many, not above {@link #permits}
	 */
	void reserve(int calls);

	/**
	 * When the next call may start for which no permit is reserved yet.
	 * @return the time; {@link Long#MAX_VALUE} where it is not known
	 */
	long due();

	/**
	 * When the next call may start for which a permit is reserved. One that comes too
	 * late takes the permit of a moment that is still to come; where there is none soon,
	 * it is not to start: calls that were held up would else leave in a burst.
	 * @param late whether it may be late all the same
	 * @return the time; {@link Long#MAX_VALUE} if it is not to start
	 */
	long startAt(boolean late);

	/**
	 * Takes note that a call starts, by a reserved permit.
	 * @param now the time
	 */
	void started(long now);

	/** A reserved permit is not used. */
	void notStarted();

	/**
	 * Asks that nobody goes faster.
	 * @param rate calls a second of all together; 0 for no limit
	 */
	void ask(double rate);

	/**
	 * Nobody is to call for a while: the API asks for it, or takes nothing.
	 * @param pause how long
	 */
	void pause(Duration pause);

	/**
	 * The rate of all together.
	 * @return calls a second; 0 for no limit
	 */
	double rate();

	/**
	 * Which part of the calls of all together is made here.
	 * @return above 0; 1 where nobody else calls
	 */
	double share();

	/**
	 * Wakes the thread that sends when permits arrive.
	 * @param wake runs on any thread
	 */
	void onArrival(Runnable wake);

	@Override
	void close();

}
