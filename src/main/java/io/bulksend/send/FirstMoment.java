package io.bulksend.send;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;

/**
 * The time before which nothing may be sent.
 *
 * @param time the time
 */
public record FirstMoment(ZonedDateTime time) {

	/**
	 * Reads a time.
	 * @param text a date and a time, as {@link LastMoment#parse} takes them
	 * @param zone whose time is meant where there is no offset
	 * @return the time
	 * @throws IllegalArgumentException if the text is no such time
	 */
	public static FirstMoment parse(String text, ZoneId zone) {
		return new FirstMoment(time("not-before", text, zone));
	}

	static ZonedDateTime time(String setting, String text, ZoneId zone) {
		try {
			TemporalAccessor parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(text.strip().replace(' ', 'T'),
					ZonedDateTime::from, LocalDateTime::from);
			return (parsed instanceof ZonedDateTime time) ? time : ZonedDateTime.of((LocalDateTime) parsed, zone);
		}
		catch (DateTimeParseException ex) {
			throw new IllegalArgumentException(setting + " must be a date and a time such as 2026-11-21T18:00, or with"
					+ " an offset 2026-11-21T18:00+05:30, but is \"" + text
					+ "\"; for hours of every day there is --window");
		}
	}

	/** Seconds are shown where there are any. */
	static String text(ZonedDateTime time) {
		return time.toLocalDate() + " " + time.toLocalTime() + " " + time.getZone();
	}

	/**
	 * Says whether calls may start.
	 * @param now the time
	 * @return whether it has come
	 */
	boolean hasCome(Instant now) {
		return !now.isBefore(this.time.toInstant());
	}

	@Override
	public String toString() {
		return text(this.time);
	}

}
