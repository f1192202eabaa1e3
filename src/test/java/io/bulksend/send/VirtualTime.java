package io.bulksend.send;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Time that goes by only while somebody waits, so that hours pass in milliseconds and
 * every run is the same.
 */
final class VirtualTime implements Ticker {

	private static final Instant EPOCH = Instant.parse("2026-01-01T10:00:00Z");

	private final Queue<Event> events = new PriorityQueue<>(
			Comparator.comparingLong(Event::at).thenComparingLong(Event::order));

	private long now;

	private long order;

	void in(Duration delay, Runnable action) {
		this.events.add(new Event(this.now + delay.toNanos(), this.order++, action));
	}

	/**
	 * The process is held up, as by a debugger: time goes by, and nobody does anything.
	 */
	void holdUp(Duration length) {
		this.now += length.toNanos();
	}

	/**
	 * Somebody else does something meanwhile, which takes them their time.
	 * @param <T> what they bring
	 * @param work what they do
	 * @return waits until they are done
	 */
	<T> Supplier<T> beside(Supplier<T> work) {
		long begin = this.now;
		T result = work.get();
		long end = this.now;
		this.now = begin;
		return () -> {
			sleepUntil(end);
			return result;
		};
	}

	@Override
	public long nanos() {
		return this.now;
	}

	@Override
	public Instant instant() {
		return EPOCH.plusNanos(this.now);
	}

	@Override
	public void sleepUntil(long nanos) {
		while (!this.events.isEmpty() && this.events.element().at() <= nanos) {
			next();
		}
		this.now = Math.max(this.now, nanos);
	}

	@Override
	public void await(Completions completions, long nanos, int enough) {
		if (!this.events.isEmpty() && this.events.element().at() <= this.now + nanos) {
			next();
		}
		else {
			this.now += nanos;
		}
	}

	private void next() {
		Event event = this.events.remove();
		this.now = Math.max(this.now, event.at());
		event.action().run();
	}

	private record Event(long at, long order, Runnable action) {
	}

}
