package io.bulksend.metrics;

import java.util.Map;
import java.util.function.Supplier;

import io.bulksend.campaign.Status;
import io.bulksend.send.Caller;
import io.bulksend.send.SendProgress;
import io.bulksend.send.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * What is measured about a run, from its begin to its end. Metrics are a by-product: what
 * goes wrong with them is logged, and never stops or fails a run.
 */
public interface RunMetrics {

	/** Measures nothing, and costs nothing. */
	RunMetrics NONE = new RunMetrics() {

		@Override
		public Caller measured(Caller caller) {
			return caller;
		}

		@Override
		public void begin(Supplier<SendProgress> progress, Supplier<Map<Status, Long>> counts) {
		}

		@Override
		public void end(End end, @Nullable StopReason reason, Map<Status, Long> counts) {
		}

	};

	/** How a run ended. */
	enum End {

		/** The campaign is done. */
		DONE,

		/** Rows are left for the next run. */
		STOPPED,

		/** Something went wrong. */
		FAILED

	}

	/**
	 * Measures how long calls take.
	 * @param caller makes the calls
	 * @return makes the same calls
	 */
	Caller measured(Caller caller);

	/**
	 * The run begins. Called once, before {@link #end}.
	 * @param progress how far the sending has come; asked from another thread
	 * @param counts how many of the campaign's rows have each status; asked from another
	 * thread
	 */
	void begin(Supplier<SendProgress> progress, Supplier<Map<Status, Long>> counts);

	/**
	 * Several send the run's rows.
	 * @param parts calls that each of them has started, by who it is; asked from another
	 * thread
	 */
	default void shared(Supplier<Map<String, Long>> parts) {
		// Most runs send alone.
	}

	/**
	 * The run ends: the last numbers are written.
	 * @param end how
	 * @param reason why it was stopped, or {@code null} where it was not
	 * @param counts how many of the campaign's rows have each status in the end
	 */
	void end(End end, @Nullable StopReason reason, Map<Status, Long> counts);

}
