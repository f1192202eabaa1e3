package io.bulksend.send;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * How long something takes, for people: in its two largest units, as <code>40s</code>,
 * <code>2m 18s</code>, <code>1h 05m</code> or <code>2d 04h</code>; and from when on.
 */
public final class TimeText {

	private static final int HOURS_WITHOUT_DAYS = 48;

	private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

	private TimeText() {
	}

	/**
	 * Writes a length of time.
	 * @param duration how long; parts of a second do not count, and parts of a minute
	 * count as one from an hour on
	 * @return the text
	 */
	public static String of(Duration duration) {
		long seconds = duration.toSeconds();
		if (seconds < 60) {
			return seconds + "s";
		}
		if (seconds < 3600) {
			return pair(seconds / 60, "m", seconds % 60, "s");
		}
		long minutes = (seconds + 59) / 60;
		long hours = minutes / 60;
		return (hours < HOURS_WITHOUT_DAYS) ? pair(hours, "h", minutes % 60, "m")
				: pair(hours / 24, "d", hours % 24, "h");
	}

	/**
	 * Tells when a time has come for sure, to the second.
	 * @param time the time
	 * @return the next full second in this machine's zone, with its offset
	 */
	public static String from(Instant time) {
		return MOMENT.format(time.plusMillis(999).atZone(ZoneId.systemDefault()));
	}

	private static String pair(long large, String unit, long small, String smallUnit) {
		return (small == 0) ? large + unit : "%,d%s %02d%s".formatted(large, unit, small, smallUnit);
	}

}
