package io.bulksend.send;

import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LastMomentTest {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	@ParameterizedTest
	@CsvSource({ "2026-11-21T18:00, 2026-11-21T17:00:00Z, 2026-11-21 18:00 Europe/Berlin",
			"2026-07-21 18:00:30, 2026-07-21T16:00:30Z, 2026-07-21 18:00:30 Europe/Berlin",
			"2026-11-21T18:00+05:30, 2026-11-21T12:30:00Z, 2026-11-21 18:00 +05:30",
			"2026-11-21T18:00:00Z, 2026-11-21T18:00:00Z, 2026-11-21 18:00 UTC",
			"2026-11-21T18:00:00.5Z, 2026-11-21T18:00:00.5Z, 2026-11-21 18:00:00.500 UTC",
			"2026-11-21 18:00 +05:30, 2026-11-21T12:30:00Z, 2026-11-21 18:00 +05:30",
			"2026-11-21 18:00 UTC, 2026-11-21T18:00:00Z, 2026-11-21 18:00 UTC",
			"2026-11-21 18:00 America/New_York, 2026-11-21T23:00:00Z, 2026-11-21 18:00 America/New_York",
			"2026-03-29T02:30, 2026-03-29T01:30:00Z, 2026-03-29 03:30 Europe/Berlin",
			"2026-10-25T02:30, 2026-10-25T00:30:00Z, 2026-10-25 02:30 Europe/Berlin",
			"2026-11-21T18:00-05:00[America/New_York], 2026-11-21T23:00:00Z, 2026-11-21 18:00 America/New_York" })
	void isReadInItsOwnZoneOrTheGivenOne(String text, Instant time, String words) {
		LastMoment last = LastMoment.parse(text, BERLIN);
		assertThat(last.time().toInstant()).isEqualTo(time);
		assertThat(last).hasToString(words);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "18:00", "2026-11-21", "tomorrow", "2026-02-30T10:00", "21.11.2026 18:00",
			"2026-11-21 06:00 pm", "1763748000" })
	void whatLeavesADoubtIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> LastMoment.parse(text, BERLIN))
			.withMessageStartingWith("not-after must be a date and a time such as 2026-11-21T18:00")
			.withMessageContaining("\"" + text + "\"")
			.withMessageContaining("--window");
	}

	@Test
	void isOverASecondBefore() {
		LastMoment last = LastMoment.parse("2026-11-21T18:00:00Z", BERLIN);
		assertThat(last.isOver(Instant.parse("2026-11-21T17:59:58.999Z"))).isFalse();
		assertThat(last.isOver(Instant.parse("2026-11-21T17:59:59Z"))).isTrue();
		assertThat(last.isOver(Instant.parse("2026-11-22T09:00:00Z"))).isTrue();
	}

}
