package io.bulksend.run.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A duration as people write it: <code>90s</code>, <code>5m30s</code>,
 * <code>500ms</code>, <code>2d</code>, or <code>PT5M</code>. Each number has its unit:
 * whoever writes 300 may mean seconds or minutes, and is asked.
 */
final class DurationText {

	/** The units from the largest to the smallest, each at most once. */
	private static final ChronoUnit[] UNITS = { ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES,
			ChronoUnit.SECONDS, ChronoUnit.MILLIS, ChronoUnit.MICROS, ChronoUnit.NANOS };

	private static final Pattern PARTS = Pattern.compile("(?:(\\d+)d)?\\s*(?:(\\d+)h)?\\s*(?:(\\d+)m(?!s))?\\s*"
			+ "(?:(\\d+)s)?\\s*(?:(\\d+)ms)?\\s*(?:(\\d+)us)?\\s*(?:(\\d+)ns)?");

	private DurationText() {
	}

	/**
	 * Reads a duration.
	 * @param text what was written, in any case
	 * @return the duration, zero or longer
	 * @throws DateTimeParseException if it is none, has a number without a unit, or is
	 * negative or too long
	 */
	static Duration parse(String text) {
		String written = text.strip().toLowerCase(Locale.ROOT);
		try {
			Duration duration = written.startsWith("p") ? Duration.parse(written) : ofParts(written);
			if (!duration.isNegative()) {
				return duration;
			}
		}
		catch (ArithmeticException | DateTimeException | NumberFormatException ex) {
			throw refused(text, ex);
		}
		throw refused(text, null);
	}

	private static Duration ofParts(String written) {
		Matcher parts = PARTS.matcher(written);
		if (written.isEmpty() || !parts.matches()) {
			throw new DateTimeException("no parts with units");
		}
		Duration duration = Duration.ZERO;
		for (int i = 0; i < UNITS.length; i++) {
			String count = parts.group(i + 1);
			if (count != null) {
				duration = duration.plus(Long.parseLong(count), UNITS[i]);
			}
		}
		return duration;
	}

	private static DateTimeParseException refused(String text, @Nullable Exception cause) {
		return new DateTimeParseException("\"" + text + "\" is no duration such as 90s or 5m30s", text, 0, cause);
	}

}
