package io.bulksend.send;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateMeterTest {

	private final RateMeter meter = new RateMeter();

	@Test
	void theFirstReadingSaysNothing() {
		assertThat(read(0, 7)).isZero();
	}

	@Test
	void measuresOverTheLastSecondsAlone() {
		for (int second = 0; second <= 60; second++) {
			read(second, 1_000L * second);
		}
		for (int second = 61; second < 66; second++) {
			read(second, 60_000L + 10L * (second - 60));
		}
		assertThat(read(66, 60_060)).isEqualTo(10);
	}

	@Test
	void readingsThatComeLateAreSpreadOverTheirTime() {
		read(0, 0);
		assertThat(read(100, 5_000)).isEqualTo(50);
	}

	private double read(long seconds, long count) {
		return this.meter.read(TimeUnit.SECONDS.toNanos(seconds), count);
	}

}
