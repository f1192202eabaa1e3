package io.bulksend.send;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * The slots that a member of an account has got, each the time at which one call may
 * start. A slot that is past for too long is missed, and given back: calls that were held
 * up would else leave in a burst. A call that has begun and comes too late for its slot
 * takes the next one that is free; where there is none soon, it is not to start.
 * <p>
 * How many slots it asks for follows from how many it used: a member that can call no
 * faster takes none away from the others.
 * <p>
 * Arithmetic alone, on a clock that is handed in. Not for use by several threads.
 */
final class SlotQueue {

	/**
	 * How long a slot can be used after its time; or as long as to the next, if longer.
	 */
	private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(5);

	/** How long before the last slot more are fetched. */
	private static final long AHEAD = TimeUnit.MILLISECONDS.toNanos(100);

	/** Nobody waits longer for another slot. */
	private static final long SOON = TimeUnit.MILLISECONDS.toNanos(100);

	/** More than a tenth of a second's at any rate that there is. */
	private static final int MOST = 100_000;

	private final Deque<Long> free = new ArrayDeque<>();

	private final Deque<Long> reserved = new ArrayDeque<>();

	private long grace = GRACE;

	private long last = Long.MIN_VALUE;

	private int missed;

	private int missedSinceFetch;

	private int size = 1;

	private int got;

	/**
	 * Slots arrived.
	 * @param first the first one's time
	 * @param step from one to the next, in nanoseconds
	 * @param slots how many
	 * @param rate the account's rate, above 0
	 */
	void add(long first, double step, int slots, double rate) {
		for (int i = 0; i < slots; i++) {
			this.last = first + (long) (i * step);
			this.free.add(this.last);
		}
		this.got = slots;
		this.grace = Math.max(GRACE, (long) (TimeUnit.SECONDS.toNanos(1) / rate));
	}

	/**
	 * How many slots to ask for.
	 * @param now the time
	 * @return the number; 0 while enough are there
	 */
	int wanted(long now) {
		expire(now);
		if (!this.free.isEmpty() && this.last > now + AHEAD) {
			return 0;
		}
		if (this.missedSinceFetch == 0) {
			this.size = (this.size > this.got) ? this.size : Math.min(2 * this.size, MOST);
		}
		else {
			this.size = Math.max(1, Math.min(this.size, this.got) - this.missedSinceFetch);
		}
		this.missedSinceFetch = 0;
		return this.size;
	}

	/**
	 * When to ask for more, while somebody calls.
	 * @param now the time
	 * @return the time; in the past if that is now
	 */
	long fetchAt(long now) {
		expire(now);
		return this.free.isEmpty() ? now : this.last - AHEAD;
	}

	/**
	 * How many slots can be used until a time.
	 * @param now the time
	 * @param until the time up to which they are counted
	 * @param enough what need not be exceeded
	 * @return the number
	 */
	int usable(long now, long until, int enough) {
		expire(now);
		int usable = 0;
		for (long slot : this.free) {
			if (usable == enough || slot > until) {
				break;
			}
			usable++;
		}
		return usable;
	}

	/**
	 * The next slot.
	 * @return its time, or {@link Long#MAX_VALUE} if there is none
	 */
	long due() {
		Long slot = this.free.peek();
		return (slot != null) ? slot : Long.MAX_VALUE;
	}

	/**
	 * Keeps slots for calls that have begun.
	 * @param slots how many, where there are as many
	 */
	void reserve(int slots) {
		for (int i = 0; i < slots && !this.free.isEmpty(); i++) {
			this.reserved.add(this.free.remove());
		}
	}

	/** Whether there are slots for calls that have begun. */
	boolean hasReserved() {
		return !this.reserved.isEmpty();
	}

	/**
	 * When the next call may start that has begun. Where it comes too late for its slot,
	 * that is missed, and the call has the next one that is free.
	 * @param now the time
	 * @param late whether it may use its own, where none is free soon
	 * @return the time; {@link Long#MIN_VALUE} if no call has begun,
	 * {@link Long#MAX_VALUE} if it is not to start
	 */
	long startAt(long now, boolean late) {
		expire(now);
		while (isLate(now) && !this.free.isEmpty() && this.free.element() <= now + SOON) {
			this.reserved.remove();
			this.reserved.add(this.free.remove());
			miss();
		}
		if (isLate(now) && !late) {
			return Long.MAX_VALUE;
		}
		Long slot = this.reserved.peek();
		return (slot != null) ? slot : Long.MIN_VALUE;
	}

	private boolean isLate(long now) {
		return !this.reserved.isEmpty() && this.reserved.element() < now - this.grace;
	}

	void use() {
		this.reserved.poll();
	}

	void giveBack() {
		if (this.reserved.poll() != null) {
			miss();
		}
	}

	/** Gives up all that is not reserved. */
	void clear() {
		while (this.free.poll() != null) {
			miss();
		}
	}

	/**
	 * How many slots were missed since this was asked last.
	 * @return the number
	 */
	int takeMissed() {
		int result = this.missed;
		this.missed = 0;
		return result;
	}

	private void expire(long now) {
		while (!this.free.isEmpty() && this.free.element() < now - this.grace) {
			this.free.remove();
			miss();
		}
	}

	private void miss() {
		this.missed++;
		this.missedSinceFetch++;
	}

}
