package io.bulksend.send;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time before which nothing may be sent.
 *
 * @param time the time
 */
public record FirstMoment(ZonedDateTime time) {

	/** A zone may stand behind a space, as in what is shown. */
	private static final Pattern PARTS = Pattern.compile(
			"(\\d{4}-\\d\\d-\\d\\d)[Tt ]+(\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)(?: *([A-Za-z+-][^\\[\\] ]*))?");

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
			Matcher parts = PARTS.matcher(text.strip());
			if (parts.matches()) {
				LocalDateTime local = LocalDateTime.parse(parts.group(1) + "T" + parts.group(2));
				return local.atZone((parts.group(3) != null) ? ZoneId.of(parts.group(3)) : zone);
			}
			return ZonedDateTime.parse(text.strip(), DateTimeFormatter.ISO_ZONED_DATE_TIME);
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException(setting + " must be a date and a time such as 2026-11-21T18:00, or with"
					+ " an offset 2026-11-21T18:00+05:30, but is \"" + text
					+ "\"; for hours of every day there is --window");
		}
	}

	/** Seconds are shown where there are any. */
	static String text(ZonedDateTime time) {
		boolean utc = time.getZone().normalized().equals(ZoneOffset.UTC);
		return time.toLocalDate() + " " + time.toLocalTime() + " " + (utc ? "UTC" : time.getZone());
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
