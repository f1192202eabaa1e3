package io.bulksend.api;

import java.io.Closeable;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The calls under way, each of which ends at its deadline at the latest. The client's own
 * time-outs only measure silence: a server that sends a byte now and then would hold a
 * call for ever. One thread looks at all calls some times a second, which costs less than
 * a timer for each.
 */
final class OpenCalls implements Executor, Closeable {

	private static final int CHECKS_PER_CALL = 20;

	private final Set<Call> calls = ConcurrentHashMap.newKeySet();

	private final ScheduledThreadPoolExecutor thread;

	private final long longestNanos;

	private volatile boolean closed;

	/**
	 * Starts to watch.
	 * @param longest how long a call may take
	 */
	OpenCalls(Duration longest) {
		this.longestNanos = longest.toNanos();
		this.thread = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread daemon = new Thread(task, "bulk-send-api-deadlines");
			daemon.setDaemon(true);
			return daemon;
		});
		long period = Math.max(this.longestNanos / CHECKS_PER_CALL, TimeUnit.MILLISECONDS.toNanos(5));
		this.thread.scheduleWithFixedDelay(this::endLateCalls, period, period, TimeUnit.NANOSECONDS);
	}

	void add(Call call) {
		this.calls.add(call);
	}

	void remove(Call call) {
		this.calls.remove(call);
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Runs something soon, away from the caller's stack; on it only after closing.
	 */
	@Override
	public void execute(Runnable task) {
		try {
			this.thread.execute(task);
		}
		catch (RejectedExecutionException ex) {
			task.run();
		}
	}

	/**
	 * Ends all calls under way, and watches no more. What is to be told is told.
	 */
	@Override
	public void close() {
		this.closed = true;
		endAll();
		this.thread.shutdown();
	}

	/**
	 * Ends all calls under way.
	 */
	void endAll() {
		this.calls.forEach((call) -> call.giveUp(new CancellationException()));
	}

	private void endLateCalls() {
		long now = System.nanoTime();
		for (Call call : this.calls) {
			if (now - call.startedNanos() > this.longestNanos) {
				call.giveUp(new SocketTimeoutException());
			}
		}
	}

}
