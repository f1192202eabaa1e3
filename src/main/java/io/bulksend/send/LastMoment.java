package io.bulksend.send;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The time after which nothing may be sent any more.
 *
 * @param time the time
 */
public record LastMoment(ZonedDateTime time) {

	/** Claims are committed a moment before their calls start. */
	private static final Duration GUARD = Duration.ofSeconds(1);

	/**
	 * Reads a time.
	 * @param text a date and a time, as in 2026-11-21T18:00, with an offset or without; a
	 * space may stand for the T
	 * @param zone whose time is meant where there is no offset
	 * @return the time
	 * @throws IllegalArgumentException if the text is no such time
	 */
	public static LastMoment parse(String text, ZoneId zone) {
		return new LastMoment(FirstMoment.time("not-after", text, zone));
	}

	/**
	 * Says whether no call may start any more.
	 * @param now the time
	 * @return true from a second before
	 */
	public boolean isOver(Instant now) {
		return !now.plus(GUARD).isBefore(this.time.toInstant());
	}

	/** Seconds are shown where there are any. */
	@Override
	public String toString() {
		return FirstMoment.text(this.time);
	}

}
