package io.bulksend.results;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/**
 * Writes times as ISO 8601 with milliseconds and offset. Rows of one second stand
 * together in a file, and differ in their milliseconds only: the rest is kept. Not for
 * use by several threads.
 */
final class TimeCell {

	static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

	private final ZoneId zone;

	private @Nullable String written;

	private long second;

	TimeCell(ZoneId zone) {
		this.zone = zone;
	}

	/**
	 * Writes a time.
	 * @param time the time, in any zone
	 * @return the cell's text; empty without a time
	 */
	String write(@Nullable OffsetDateTime time) {
		if (time == null) {
			return "";
		}
		String last = this.written;
		if (last == null || time.toEpochSecond() != this.second) {
			last = FORMAT.format(time.atZoneSameInstant(this.zone));
			this.written = last;
			this.second = time.toEpochSecond();
			return last;
		}
		int point = last.indexOf('.') + 1;
		int millis = time.getNano() / 1_000_000;
		return last.substring(0, point) + (char) ('0' + millis / 100) + (char) ('0' + millis / 10 % 10)
				+ (char) ('0' + millis % 10) + last.substring(point + 3);
	}

}
