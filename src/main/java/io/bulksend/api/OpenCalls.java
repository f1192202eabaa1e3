package io.bulksend.api;

import java.io.Closeable;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

	private final long longestUnwrittenNanos;

	private final long longestNanos;

	private volatile boolean closed;

	/**
	 * Starts to watch.
	 * @param longestUnwritten how long it may take until a request goes out: the client's
	 * pool looks at its own time-out only when a connection comes back
	 * @param longest how long a call may take as a whole
	 */
	OpenCalls(Duration longestUnwritten, Duration longest) {
		this.longestUnwrittenNanos = longestUnwritten.toNanos();
		this.longestNanos = longest.toNanos();
		this.thread = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread daemon = new Thread(task, "bulk-send-api-deadlines");
			daemon.setDaemon(true);
			return daemon;
		});
		long period = Math.max(Math.min(this.longestUnwrittenNanos, this.longestNanos) / CHECKS_PER_CALL,
				TimeUnit.MILLISECONDS.toNanos(5));
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
		List<Call> all = List.copyOf(this.calls);
		// First those that wait: they would go out on the connections of the others.
		all.forEach((call) -> call.failUnwritten(new CancellationException()));
		all.forEach((call) -> call.giveUp(new CancellationException()));
	}

	private void endLateCalls() {
		long now = System.nanoTime();
		for (Call call : this.calls) {
			long age = now - call.startedNanos();
			endIfLate(call, age);
		}
	}

	// An exception would end the watch over all other calls without a word.
	private void endIfLate(Call call, long age) {
		try {
			if (age > this.longestNanos) {
				call.giveUp(new SocketTimeoutException());
			}
			else if (age > this.longestUnwrittenNanos) {
				call.giveUpUnwritten(new TimeoutException());
			}
		}
		catch (RuntimeException ex) {
			call.fail(ex);
		}
	}

}
