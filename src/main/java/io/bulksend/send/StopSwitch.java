package io.bulksend.send;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stops a run: no call starts any more, those under way are waited for, unless somebody
 * is in a hurry. The first reason counts. Safe for use by several threads.
 */
public final class StopSwitch {

	private final AtomicReference<Stop> stop = new AtomicReference<>();

	private volatile boolean hurried;

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
	 * Asks not to wait for the calls under way any longer: those without an answer are in
	 * doubt.
	 */
	public void hurry() {
		this.hurried = true;
	}

	/**
	 * Says whether somebody asked to stop.
	 * @return the first request, or empty
	 */
	public Optional<Stop> requested() {
		return Optional.ofNullable(this.stop.get());
	}

	/**
	 * Says whether calls under way are not to be waited for any longer.
	 * @return whether somebody asked for that
	 */
	public boolean isHurried() {
		return this.hurried;
	}

	boolean isRequested() {
		return this.stop.get() != null;
	}

}
