package io.bulksend.send;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.bulksend.api.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The replies that came back and are not booked yet. I/O threads add to it; the one
 * thread that sends takes all of them at once, which is cheaper than a queue's hand-over
 * for each.
 */
final class Completions {

	/** Far less than what a crash may put in doubt, far more than a fast API takes. */
	private static final long LINGER = TimeUnit.MILLISECONDS.toNanos(1);

	private List<Completion> arrived = new ArrayList<>();

	private List<Completion> taken = new ArrayList<>();

	private volatile @Nullable Thread waiting;

	/** How many replies the one that waits wants to have. */
	private int wanted = 1;

	/**
	 * A reply and the message that it is for.
	 *
	 * @param outbound the message
	 * @param reply the reply
	 * @param at when it came
	 */
	record Completion(Outbound outbound, Reply reply, Instant at) {
	}

	void add(Completion completion) {
		boolean enough;
		synchronized (this) {
			this.arrived.add(completion);
			enough = this.arrived.size() >= this.wanted;
		}
		Thread thread = this.waiting;
		if (enough && thread != null) {
			LockSupport.unpark(thread);
		}
	}

	/** Something else has come that is worth a look. */
	void wake() {
		Thread thread = this.waiting;
		if (thread != null) {
			LockSupport.unpark(thread);
		}
	}

	/**
	 * Takes all replies that are there.
	 * @return the replies, in the order of their arrival; valid until the next call
	 */
	synchronized List<Completion> take() {
		List<Completion> result = this.arrived;
		this.taken.clear();
		this.arrived = this.taken;
		this.taken = result;
		return result;
	}

	/**
	 * Waits until a reply is there, or a time has gone by. Where more are on their way it
	 * then waits a little for them: to book a few together costs not much more than to
	 * book one.
	 * @param nanos how long to wait for the first at the most
	 * @param enough how many replies are not to be kept waiting for more
	 */
	void await(long nanos, int enough) {
		this.waiting = Thread.currentThread();
		try {
			if (nanos > 0 && want(1)) {
				LockSupport.parkNanos(this, nanos);
			}
			if (!want(1) && want(enough)) {
				LockSupport.parkNanos(this, LINGER);
			}
		}
		finally {
			this.waiting = null;
		}
	}

	/** Asks to be woken at so many replies; false where they are there already. */
	private synchronized boolean want(int replies) {
		this.wanted = replies;
		return this.arrived.size() < replies;
	}

}
