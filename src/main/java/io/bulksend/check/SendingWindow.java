package io.bulksend.check;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The hours of each day in which messages may go out. They may run past midnight.
 *
 * @param opens when they begin
 * @param closes when they end; another time than they begin
 * @param zone whose clock counts
 */
public record SendingWindow(LocalTime opens, LocalTime closes, ZoneId zone) {

	/**
	 * Checks the window.
	 * @throws IllegalArgumentException if it is empty
	 */
	public SendingWindow {
		if (opens.equals(closes)) {
			throw new IllegalArgumentException("window must end at another time than it begins");
		}
	}

	/**
	 * A window as people write it.
	 * @param hours for example {@code 09:00-20:00}
	 * @param zone for example {@code Asia/Kolkata}, or empty for the machine's
	 * @return the window
	 * @throws IllegalArgumentException if the hours or the zone are none
	 */
	public static SendingWindow of(String hours, String zone) {
		String[] ends = hours.strip().split("\\s*-\\s*", -1);
		if (ends.length != 2) {
			throw new IllegalArgumentException("window must look like 09:00-20:00, but is " + Field.quote(hours));
		}
		return new SendingWindow(time(ends[0], hours), time(ends[1], hours), zone(zone));
	}

	/**
	 * How long it is open on a day on which no clock changes.
	 * @return from one minute to just below 24 hours
	 */
	public Duration length() {
		Duration length = Duration.between(this.opens, this.closes);
		return length.isNegative() ? length.plusDays(1) : length;
	}

	/**
	 * When to start at the latest to end before it closes.
	 * @param duration how long it takes, {@link #length()} at the most
	 * @return a time by the clock of {@link #zone()}
	 */
	public LocalTime latestStart(Duration duration) {
		return this.closes.minus(duration);
	}

	private static LocalTime time(String text, String hours) {
		try {
			return LocalTime.parse(text);
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException("window must look like 09:00-20:00, but is " + Field.quote(hours));
		}
	}

	private static ZoneId zone(String zone) {
		try {
			return zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone.strip());
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException(
					"zone must be the name of a time zone such as Asia/Kolkata, but is " + Field.quote(zone));
		}
	}

}
