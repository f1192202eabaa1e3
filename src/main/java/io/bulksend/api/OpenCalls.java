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
 * The calls under way, each of which ends after some silence, and at its deadline at the
 * latest: a server that sends a byte now and then would hold it for ever. One thread
 * looks at all calls some times a second, which costs less than a timer for each. While
 * the process is held up no time passes for them ({@link LivedTime}): what has arrived
 * meanwhile is read before anything is late.
 */
final class OpenCalls implements Executor, Closeable {

	private static final int CHECKS_PER_CALL = 20;

	private final Set<Call> calls = ConcurrentHashMap.newKeySet();

	private final ScheduledThreadPoolExecutor thread;

	private final long longestUnwrittenNanos;

	private final long longestSilenceNanos;

	private final long longestNanos;

	private final LivedTime time;

	private volatile boolean closed;

	/**
	 * Starts to watch.
	 * @param longestUnwritten how long it may take until a request goes out: the client's
	 * pool looks at its own time-out only when a connection comes back
	 * @param longestSilence how long nothing may come once a request went out
	 * @param longest how long a call may take as a whole
	 */
	OpenCalls(Duration longestUnwritten, Duration longestSilence, Duration longest) {
		this.longestUnwrittenNanos = longestUnwritten.toNanos();
		this.longestSilenceNanos = longestSilence.toNanos();
		this.longestNanos = longest.toNanos();
		this.thread = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread daemon = new Thread(task, "bulk-send-api-deadlines");
			daemon.setDaemon(true);
			return daemon;
		});
		long shortest = Math.min(Math.min(this.longestUnwrittenNanos, this.longestSilenceNanos), this.longestNanos);
		long period = Math.max(shortest / CHECKS_PER_CALL, TimeUnit.MILLISECONDS.toNanos(5));
		this.time = new LivedTime(period, System.nanoTime());
		this.thread.scheduleWithFixedDelay(this::endLateCalls, period, period, TimeUnit.NANOSECONDS);
	}

	/**
	 * The time of the calls, in steps.
	 * @return the time, in nanoseconds
	 */
	long nanos() {
		return this.time.nanos();
	}

	/**
	 * Runs something after a while; at once after closing.
	 * @param task what to run
	 * @param delay after how long
	 */
	void later(Runnable task, Duration delay) {
		try {
			this.thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			task.run();
		}
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
		if (!this.time.look(System.nanoTime())) {
			return;
		}
		long now = this.time.nanos();
		for (Call call : this.calls) {
			endIfLate(call, now);
		}
	}

	// An exception would end the watch over all other calls without a word.
	private void endIfLate(Call call, long now) {
		try {
			long age = now - call.startedNanos();
			boolean silent = call.isHandedOver() && now - call.silentSince() > this.longestSilenceNanos;
			if (silent || age > this.longestNanos) {
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
