package io.bulksend.send;

import java.util.concurrent.TimeUnit;

/**
 * What a server's clock says, by this process's own. Each answer tells it to half of the
 * time that the answer took: the quickest of the last seconds is believed, as a slow one
 * may be wrong by so much that calls of several processes come together.
 * <p>
 * Arithmetic alone. Not for use by several threads.
 */
final class ServerClock {

	/** Clocks drift apart by less than a millisecond meanwhile. */
	private static final long BELIEVED = TimeUnit.SECONDS.toNanos(10);

	private long offset;

	private long doubt = -1;

	private long believedUntil;

	/** The quickest answer of those that were not believed. */
	private long nextOffset;

	private long nextDoubt;

	/**
	 * The server has told its time.
	 * @param micros its time, in microseconds
	 * @param before when it was asked, by the own clock
	 * @param after when it had answered
	 */
	void read(double micros, long before, long after) {
		long ownDoubt = (after - before) / 2;
		long ownOffset = (long) (micros * 1_000) - before - ownDoubt;
		// Either clock may be set.
		boolean set = this.doubt < 0 || Math.abs(ownOffset - this.offset) > ownDoubt + this.doubt;
		if (set || ownDoubt <= this.doubt) {
			believe(ownOffset, ownDoubt, after);
		}
		else if (this.nextDoubt < 0 || ownDoubt <= this.nextDoubt) {
			this.nextOffset = ownOffset;
			this.nextDoubt = ownDoubt;
		}
		if (after > this.believedUntil) {
			believe(this.nextOffset, this.nextDoubt, after);
		}
	}

	private void believe(long newOffset, long newDoubt, long now) {
		this.offset = newOffset;
		this.doubt = newDoubt;
		this.nextDoubt = -1;
		this.believedUntil = now + BELIEVED;
	}

	/**
	 * A time of the server's by the own clock.
	 * @param micros its time, in microseconds
	 * @return the same moment, in nanoseconds
	 */
	long nanos(double micros) {
		return (long) (micros * 1_000) - this.offset;
	}

}
