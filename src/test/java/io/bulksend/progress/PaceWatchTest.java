package io.bulksend.progress;

import java.util.Optional;

import io.bulksend.progress.RunProgress.Standing;
import io.bulksend.send.SendProgress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PaceWatchTest {

	private final PaceWatch watch = new PaceWatch();

	@Test
	void tellsEachTimeItGetsSlowerAndOnceThatItIsOver() {
		assertThat(look(50, 0)).isEmpty();
		assertThat(look(50, 50)).isEmpty();
		assertThat(look(50, 25)).contains("Slowed to 25/s: the API asked for fewer calls");
		assertThat(look(50, 25)).isEmpty();
		assertThat(look(50, 30)).as("it comes back step by step").isEmpty();
		assertThat(look(50, 6.4)).contains("Slowed to 6.4/s: the API asked for fewer calls");
		assertThat(look(50, 50)).contains("Back at 50/s: the API takes as many calls again");
		assertThat(look(50, 50)).isEmpty();
	}

	@Test
	void withoutALimitAnyRateIsSlower() {
		assertThat(look(0, 0)).isEmpty();
		assertThat(look(0, 2_000)).contains("Slowed to 2,000/s: the API asked for fewer calls");
		assertThat(look(0, 0)).contains("No longer slowed: the API takes as many calls as there are");
	}

	private Optional<String> look(double asked, double allowed) {
		return this.watch
			.look(new Standing(10, 0, 0, 0, 0, 10, asked, 1, new SendProgress(0, 0, 0, 0, 0, 0, 0, allowed, null)));
	}

}
