package io.bulksend.receipts;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.regex.Pattern;

import io.bulksend.campaign.delivery.Receipt;

/**
 * Reads the webhook's times: <code>2019-05-16 15:36:58</code>, the same with a T, with
 * parts of a second or without seconds, with an offset, and seconds or milliseconds since
 * 1970.
 */
final class WebhookTime {

	/** From here on it is milliseconds: as seconds it would be in the year 5138. */
	private static final BigDecimal MILLISECONDS = new BigDecimal(100_000_000_000L);

	private static final BigDecimal A_THOUSAND = new BigDecimal(1_000);

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}(\\.[0-9]{1,18})?([eE][+]?[0-9]{1,2})?");

	private static final int LAST_YEAR = 9_999;

	private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
		.appendPattern("uuuu-MM-dd['T']['t'][ ]HH:mm")
		.optionalStart()
		.appendPattern(":ss")
		.optionalStart()
		.appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
		.optionalEnd()
		.optionalEnd()
		.appendPattern("[ ][XXX][XX][X]")
		.toFormatter()
		.withResolverStyle(ResolverStyle.STRICT);

	private WebhookTime() {
	}

	/**
	 * Reads a time.
	 * @param text the time, without blanks around it
	 * @return the time; empty where it cannot be read
	 */
	static Optional<Receipt.Time> parse(String text) {
		try {
			if (NUMBER.matcher(text).matches()) {
				return since1970(new BigDecimal(text));
			}
			TemporalAccessor time = TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
			if (time instanceof OffsetDateTime absolute) {
				return Optional.of(utc(absolute.toInstant()));
			}
			return Optional.of(new Receipt.Time(((LocalDateTime) time).truncatedTo(ChronoUnit.SECONDS), false));
		}
		catch (DateTimeException | ArithmeticException ex) {
			return Optional.empty();
		}
	}

	private static Optional<Receipt.Time> since1970(BigDecimal number) {
		BigDecimal seconds = (number.compareTo(MILLISECONDS) >= 0) ? number.divide(A_THOUSAND) : number;
		Receipt.Time time = utc(Instant.ofEpochSecond(seconds.toBigInteger().longValueExact()));
		// Nothing was sent in 1970: it stands for no time.
		return (seconds.signum() > 0 && time.local().getYear() <= LAST_YEAR) ? Optional.of(time) : Optional.empty();
	}

	private static Receipt.Time utc(Instant instant) {
		return new Receipt.Time(LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS), true);
	}

}
