package io.bulksend.send;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.bulksend.api.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The replies that came back and are not booked yet. I/O threads add to it; the one
 * thread that sends takes all of them at once, which is cheaper than a queue's hand-over
 * for each.
 */
final class Completions {

	private List<Completion> arrived = new ArrayList<>();

	private List<Completion> taken = new ArrayList<>();

	private volatile @Nullable Thread waiting;

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
		synchronized (this) {
			this.arrived.add(completion);
		}
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

	private synchronized boolean isEmpty() {
		return this.arrived.isEmpty();
	}

	/**
	 * Waits until a reply is there, or a time has gone by.
	 * @param nanos how long to wait at the most
	 */
	void await(long nanos) {
		this.waiting = Thread.currentThread();
		try {
			if (nanos > 0 && isEmpty()) {
				LockSupport.parkNanos(this, nanos);
			}
		}
		finally {
			this.waiting = null;
		}
	}

}
