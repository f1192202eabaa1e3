package io.bulksend.report;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.bulksend.campaign.Percent;

/**
 * Numbers and times as people read them.
 */
final class Words {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

	/** Stays on the number's line. */
	private static final String PERCENT = "\u00A0%";

	private Words() {
	}

	static String number(long number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

	/**
	 * A number of things.
	 * @param one the thing
	 * @param many its plural
	 */
	static String count(long number, String one, String many) {
		return number(number) + " " + ((number == 1) ? one : many);
	}

	/**
	 * A part of a whole: never all of it where something is missing, never nothing where
	 * there is something.
	 */
	static String share(long part, long whole) {
		long tenths = Percent.tenths(part, whole);
		if (tenths == 0 && part > 0) {
			return "under 0.1" + PERCENT;
		}
		return tenths / 10 + ((tenths % 10 == 0) ? "" : "." + tenths % 10) + PERCENT;
	}

	static String time(ZonedDateTime time) {
		return TIME.format(time);
	}

	/**
	 * A span of time, one of those that a timeline has.
	 */
	static String span(long seconds) {
		if (seconds < 60) {
			return count(seconds, "second", "seconds");
		}
		if (seconds < 3_600) {
			return count(seconds / 60, "minute", "minutes");
		}
		return (seconds < 86_400) ? count(seconds / 3_600, "hour", "hours") : count(seconds / 86_400, "day", "days");
	}

}
