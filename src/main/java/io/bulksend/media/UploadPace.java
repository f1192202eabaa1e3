package io.bulksend.media;

import io.bulksend.throttle.LastSecond;
import io.bulksend.throttle.Throttle;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the next upload may be on its way: by a throttle as messages have one. An
 * upload starts when the head of its request was written, and no second has more starts
 * than the throttle allows: what the contract allows beyond that is left for uploads that
 * bunch up on their way. Until then, while its file and its connection are opened, it
 * counts as one that starts just now: however long a busy machine holds uploads up, they
 * do not leave in a burst.
 * <p>
 * Arithmetic alone, on a clock that is handed in. Not for use by several threads.
 */
final class UploadPace {

	private final Throttle throttle;

	/** What a second may have. */
	private final long most;

	/** Those that have started; null where there is no limit. */
	private final @Nullable LastSecond started;

	/** How many are on their way to their start. */
	private int underWay;

	/**
	 * A pace at which the first upload may start at once.
	 * @param rate uploads a second; 0 for no limit
	 * @param now the time
	 */
	UploadPace(double rate, long now) {
		this.throttle = new Throttle(rate, now, true);
		this.most = Throttle.most(rate);
		this.started = (rate > 0) ? new LastSecond(this.most) : null;
	}

	/**
	 * When the next upload may be on its way.
	 * @return the time; {@link Long#MAX_VALUE} where others have to start before
	 */
	long due() {
		if (this.started == null) {
			return this.throttle.due();
		}
		return (this.underWay < this.most) ? Math.max(this.throttle.due(), this.started.due(this.underWay))
				: Long.MAX_VALUE;
	}

	/** An upload is on its way to its start. */
	void reserve(long now) {
		this.throttle.start(now);
		this.underWay++;
	}

	/** One that was on its way starts. */
	void start(long now) {
		this.underWay--;
		if (this.started != null) {
			this.started.start(now);
		}
	}

	/** One that was on its way does not start. */
	void abandon() {
		this.underWay--;
	}

}
