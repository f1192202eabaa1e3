package io.bulksend.send;

import java.util.concurrent.TimeUnit;

/**
 * Lets the first call go alone, where there is a rate to keep: classes are loaded and the
 * first connection is opened meanwhile, and calls that were started in that time would
 * leave in a burst.
 * <p>
 * Arithmetic alone, on a clock that is handed in. Not for use by several threads.
 */
final class FirstCall {

	/** How long it may hold up the others. */
	private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

	private boolean started;

	private long startedAt;

	private boolean over;

	/**
	 * No call has started yet.
	 * @param rate calls a second that are asked for; 0 for no limit
	 */
	FirstCall(double rate) {
		this.over = rate == 0;
	}

	/**
	 * A call starts.
	 * @param now the time
	 */
	void started(long now) {
		if (!this.started) {
			this.started = true;
			this.startedAt = now;
		}
	}

	/** A call was answered. */
	void answered() {
		this.over = true;
	}

	/**
	 * Says whether other calls may start.
	 * @param now the time
	 * @return false until the first one was answered, or had its time
	 */
	boolean mayOthersStart(long now) {
		if (this.started && now - this.startedAt >= PATIENCE) {
			this.over = true;
		}
		return this.over;
	}

}
