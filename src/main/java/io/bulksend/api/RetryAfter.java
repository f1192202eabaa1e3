package io.bulksend.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long the API asks to wait.
 */
final class RetryAfter {

	/** More than this is taken for a mistake. */
	static final Duration MAX = Duration.ofDays(31);

	private RetryAfter() {
	}

	/**
	 * Reads the header's value: seconds, or the date when to come back.
	 * @param value the value, or {@code null} where there is no such header
	 * @param clock tells how far away a date is
	 * @return zero to a month, or {@code null} where nothing can be read
	 */
	static @Nullable Duration parse(@Nullable String value, Clock clock) {
		if (value == null) {
			return null;
		}
		String text = value.strip();
		if (text.matches("-\\d+")) {
			return Duration.ZERO;
		}
		if (text.matches("\\d+")) {
			// Nine digits are 31 years: enough to be capped, and they fit.
			return (text.length() > 9) ? MAX : capped(Duration.ofSeconds(Long.parseLong(text)));
		}
		Instant date = DateUtils.parseStandardDate(text);
		return (date == null) ? null : capped(Duration.between(clock.instant(), date));
	}

	private static Duration capped(Duration duration) {
		if (duration.isNegative()) {
			return Duration.ZERO;
		}
		return (duration.compareTo(MAX) > 0) ? MAX : duration;
	}

}
