package io.bulksend.torture;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Waits for a moment of a run, counted from 1, and then does something once.
 */
final class Watch {

	static final Watch NOTHING = new Watch(Moment.ARRIVAL, Integer.MAX_VALUE, () -> {
	});

	private final Moment moment;

	private final int number;

	private final Runnable action;

	private final AtomicInteger seen = new AtomicInteger();

	Watch(Moment moment, int number, Runnable action) {
		this.moment = moment;
		this.number = number;
		this.action = action;
	}

	void see(Moment now) {
		if (now == this.moment && this.seen.incrementAndGet() == this.number) {
			this.action.run();
		}
	}

}
