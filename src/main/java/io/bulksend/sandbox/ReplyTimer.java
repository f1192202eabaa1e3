package io.bulksend.sandbox;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Lets every reply wait as long as the simulated latency is, without a thread for each.
 * Safe for use by many threads.
 */
final class ReplyTimer {

	private final long nanos;

	private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread thread = new Thread(task, "sandbox-replies");
		thread.setDaemon(true);
		return thread;
	});

	ReplyTimer(Duration latency) {
		this.nanos = latency.toNanos();
		this.executor.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Runs a task when the latency is over, and at once where there is none.
	 * @param task what to do
	 * @return what cancels the task, or {@code null} if it ran already
	 */
	@Nullable Future<?> later(Runnable task) {
		if (this.nanos == 0) {
			task.run();
			return null;
		}
		return this.executor.schedule(task, this.nanos, TimeUnit.NANOSECONDS);
	}

	void stop() {
		this.executor.shutdownNow();
	}

}
