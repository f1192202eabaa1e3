package io.bulksend.api;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/**
 * One call, from its start to the one reply it brings. Its stage moves in one direction:
 * new, handed over, decided (the stage is then the {@link Reply} itself), delivered.
 * Whoever moves it first wins: a body cannot be handed over once the call was given up as
 * never written, and a second reply is dropped. Safe for use by any thread.
 */
final class Call implements FutureCallback<Void> {

	private final AtomicReference<Object> stage = new AtomicReference<>(Stage.NEW);

	private final Consumer<Reply> done;

	private final Unanswered failure;

	private final OpenCalls open;

	private final long startedNanos;

	// Set while send() runs. Only ever compared with the reading thread itself, which
	// sees its own writes: needs no volatile.
	private @Nullable Thread starter = Thread.currentThread();

	private volatile @Nullable Future<?> exchange;

	/** Since when nothing was written or read, in the time of the calls. */
	private volatile long silentSince;

	Call(Consumer<Reply> done, Unanswered failure, OpenCalls open, long startedNanos) {
		this.done = done;
		this.failure = failure;
		this.open = open;
		this.startedNanos = startedNanos;
	}

	/**
	 * Asks whether the body may go out, and notes that it does.
	 * @return false where the call is decided already: nothing may be written then
	 */
	boolean handOver() {
		heard();
		return this.stage.compareAndSet(Stage.NEW, Stage.HANDED_OVER) || this.stage.get() == Stage.HANDED_OVER;
	}

	/** The connection is not silent: something is written, or was read. */
	void heard() {
		this.silentSince = this.open.nanos();
	}

	/**
	 * Since when nothing was written or read.
	 * @return the time, as {@link OpenCalls#nanos()} tells it
	 */
	long silentSince() {
		return this.silentSince;
	}

	/**
	 * Says whether the body went out, and the reply is still awaited.
	 * @return whether the call is at that stage
	 */
	boolean isHandedOver() {
		return this.stage.get() == Stage.HANDED_OVER;
	}

	/**
	 * Says whether there is a reply.
	 * @return whether all that comes now is too late
	 */
	boolean isDecided() {
		Object now = this.stage.get();
		return now != Stage.NEW && now != Stage.HANDED_OVER;
	}

	/**
	 * Decides the call by an answer. It is delivered later, when the connection is free
	 * for the next call. An answer without a verdict leaves no doubt if the body never
	 * went out: a proxy, for example, that did not get through.
	 * @param reply the answer's meaning
	 */
	void decide(Reply reply) {
		Object now = this.stage.get();
		while (now == Stage.NEW || now == Stage.HANDED_OVER) {
			boolean neverWritten = now == Stage.NEW && reply instanceof Reply.Unknown;
			if (this.stage.compareAndSet(now, neverWritten ? this.failure.refusedOnTheWay() : reply)) {
				return;
			}
			now = this.stage.get();
		}
	}

	/**
	 * Decides the call by the lack of an answer, and delivers.
	 * @param cause what happened
	 */
	void fail(Throwable cause) {
		if (!failUnwritten(cause)) {
			decide(this.failure.inDoubt(cause));
			deliver();
		}
	}

	/**
	 * Tells the caller, if there is a reply and it was not told yet.
	 */
	void deliver() {
		Object now = this.stage.get();
		if (!(now instanceof Reply reply) || !this.stage.compareAndSet(now, Stage.DELIVERED)) {
			return;
		}
		this.open.remove(this);
		if (this.starter == Thread.currentThread()) {
			// Never inside send(): a caller that sends the next message from its
			// callback would run out of stack.
			this.open.execute(() -> tell(reply));
		}
		else {
			tell(reply);
		}
	}

	/**
	 * Marks the end of send().
	 * @param exchange what abandons the call when it is cancelled
	 */
	void started(@Nullable Future<?> exchange) {
		this.exchange = exchange;
		this.starter = null;
		// Given up between its start and here: nobody could cancel it then.
		if (isDecided()) {
			abandon();
		}
	}

	/**
	 * Gives up: decides, delivers, and closes the connection that the call holds.
	 * @param cause why
	 */
	void giveUp(Throwable cause) {
		fail(cause);
		abandon();
	}

	/**
	 * Gives up unless the body went out already.
	 * @param cause why
	 */
	void giveUpUnwritten(Throwable cause) {
		if (failUnwritten(cause)) {
			abandon();
		}
	}

	/**
	 * Decides and delivers unless the body went out already, and leaves the connection
	 * alone: nothing will be written to it.
	 * @param cause why
	 * @return whether this decided the call
	 */
	boolean failUnwritten(Throwable cause) {
		if (!this.stage.compareAndSet(Stage.NEW, this.failure.neverWritten(cause))) {
			return false;
		}
		deliver();
		return true;
	}

	long startedNanos() {
		return this.startedNanos;
	}

	@Override
	public void completed(Void nothing) {
		// The reply is delivered when the connection has been released.
	}

	@Override
	public void failed(Exception cause) {
		fail(cause);
	}

	@Override
	public void cancelled() {
		fail(new CancellationException());
	}

	private void abandon() {
		Future<?> future = this.exchange;
		if (future != null) {
			future.cancel(true);
		}
	}

	// A caller's mistake must not take the I/O thread, and with it all other calls, down.
	private void tell(Reply reply) {
		try {
			this.done.accept(reply);
		}
		catch (RuntimeException | Error ex) {
			Thread thread = Thread.currentThread();
			thread.getUncaughtExceptionHandler().uncaughtException(thread, ex);
		}
	}

	private enum Stage {

		NEW, HANDED_OVER, DELIVERED

	}

}
