package io.bulksend.send;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stops a run: no call starts any more, those under way are waited for. The first reason
 * counts. Safe for use by several threads.
 */
public final class StopSwitch {

	private final AtomicReference<Stop> stop = new AtomicReference<>();

	/**
	 * A request to stop.
	 *
	 * @param reason why
	 * @param message why, in a sentence for operators
	 */
	public record Stop(StopReason reason, String message) {
	}

	/**
	 * Asks to stop.
	 * @param reason why
	 * @param message why, in a sentence for operators
	 */
	public void request(StopReason reason, String message) {
		this.stop.compareAndSet(null, new Stop(reason, message));
	}

	/**
	 * Says whether somebody asked to stop.
	 * @return the first request, or empty
	 */
	public Optional<Stop> requested() {
		return Optional.ofNullable(this.stop.get());
	}

	boolean isRequested() {
		return this.stop.get() != null;
	}

}
