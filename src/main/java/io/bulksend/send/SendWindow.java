package io.bulksend.send;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hours of the day in which messages may be sent.
 *
 * @param from when it opens
 * @param to when it closes; before {@code from} if it spans midnight
 * @param zone whose hours are meant
 */
public record SendWindow(LocalTime from, LocalTime to, ZoneId zone) {

	private static final Pattern FORMAT = Pattern.compile("(\\d{2}:\\d{2})-(\\d{2}:\\d{2})");

	/**
	 * Reads a window.
	 * @param text as in 09:00-18:30; 24:00 is the end of the day
	 * @param zone whose hours are meant
	 * @return the window
	 * @throws IllegalArgumentException if the text is no window, or an empty one
	 */
	public static SendWindow parse(String text, ZoneId zone) {
		Matcher matcher = FORMAT.matcher(text.strip());
		try {
			if (matcher.matches()) {
				LocalTime from = LocalTime.parse(matcher.group(1));
				LocalTime to = matcher.group(2).equals("24:00") ? LocalTime.MIDNIGHT
						: LocalTime.parse(matcher.group(2));
				if (!from.equals(to)) {
					return new SendWindow(from, to, zone);
				}
			}
		}
		catch (DateTimeParseException ex) {
			// Falls through to the message for all that is no window.
		}
		throw new IllegalArgumentException(
				"window must be two times such as 09:00-18:30 that differ, but is \"" + text + "\"");
	}

	/**
	 * How long it is open on a day on which no clock changes.
	 * @return from one minute to just below 24 hours
	 */
	public Duration length() {
		Duration length = Duration.between(this.from, this.to);
		return length.isNegative() ? length.plusDays(1) : length;
	}

	/**
	 * When to start at the latest to end before it closes.
	 * @param duration how long it takes, {@link #length()} at the most
	 * @return a time by the clock of {@link #zone()}
	 */
	public LocalTime latestStart(Duration duration) {
		return this.to.minus(duration);
	}

	/**
	 * Says whether messages may be sent.
	 * @param now the time
	 * @return whether the window is open
	 */
	public boolean isOpen(Instant now) {
		LocalTime time = LocalTime.ofInstant(now, this.zone);
		boolean opened = !time.isBefore(this.from);
		boolean closed = !time.isBefore(this.to);
		return this.from.isBefore(this.to) ? opened && !closed : opened || !closed;
	}

	@Override
	public String toString() {
		return this.from + "-" + this.to + " " + this.zone;
	}

}
