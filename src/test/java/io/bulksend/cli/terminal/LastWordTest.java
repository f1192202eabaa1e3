package io.bulksend.cli.terminal;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;

import io.bulksend.check.FileReport.Country;
import io.bulksend.progress.Departure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LastWordTest {

	private static final Departure DEPARTURE = new Departure(1_200,
			List.of(new Country("India", 1_100), new Country("United Kingdom", 100)), Set.of("shop"));

	private final StringWriter said = new StringWriter();

	private long now;

	@Test
	void saysWhatGoesWhereAndWaitsThreeSeconds() {
		say("", false, 0);
		assertThat(this.said.toString()).startsWith("About to send 1,200 messages of the new campaign spring, in 24s or"
				+ " more\n  to    India 1,100, United Kingdom 100\n  from  shop\n");
		assertThat(this.now).isEqualTo(3_000_000_000L);
	}

	@Test
	void enterOrAStopEndsTheWait() {
		say("\n", false, 0);
		assertThat(this.now).isZero();
		say("", true, 0);
		assertThat(this.now).isZero();
	}

	@Test
	void aLimitIsWhatGoesOutNow() {
		say("\n", false, 10);
		assertThat(this.said.toString()).startsWith("About to send 10 messages");
	}

	private void say(String typed, boolean stopped, long limit) {
		new LastWord(new PrintWriter(this.said), new ByteArrayInputStream(typed.getBytes()), () -> this.now,
				(nanos) -> this.now = nanos, () -> stopped)
			.say("spring", DEPARTURE, 50, limit);
	}

}
