package io.bulksend.results;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class TimeCellTest {

	/** Where clocks are set back an hour one night in autumn. */
	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	private static final long THAT_NIGHT = Instant.parse("2026-10-25T00:59:58Z").toEpochMilli();

	@Property(tries = 300)
	void writesEachTimeAsIfItWereTheOnlyOne(
			@ForAll @Size(max = 50) List<@LongRange(min = 0, max = 4_000) Long> millis) {
		TimeCell cell = new TimeCell(BERLIN);
		for (long each : millis) {
			OffsetDateTime time = Instant.ofEpochMilli(THAT_NIGHT + each).atOffset(ZoneOffset.ofHours(-5));
			assertThat(cell.write(time)).isEqualTo(TimeCell.FORMAT.format(time.atZoneSameInstant(BERLIN)));
		}
	}

	@Example
	void writesNothingWithoutATime() {
		assertThat(new TimeCell(BERLIN).write(null)).isEmpty();
	}

}
