package io.bulksend.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UploadPaceTest {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	@ParameterizedTest
	@ValueSource(doubles = { 0.5, 1, 2.5, 20, 200 })
	void noSecondHasMoreThanTheRateAndItIsReachedThoughEachStartIsLate(double rate) {
		Random late = new Random(1);
		UploadPace pace = new UploadPace(rate, 0);
		Deque<Long> window = new ArrayDeque<>();
		long now = 0;
		int starts = 0;
		for (; now < 100 * SECOND; starts++) {
			now = Math.max(now, pace.due()) + late.nextLong((long) (SECOND / rate / 4));
			if (starts == 50) {
				now += 5 * SECOND;
			}
			pace.start(now);
			window.add(now);
			while (window.element() <= now - SECOND) {
				window.remove();
			}
			assertThat(window.size()).isLessThanOrEqualTo((int) Math.ceil(rate));
		}
		assertThat(starts / (now / (double) SECOND)).isBetween(0.75 * rate, rate + 0.1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 1_000 })
	void withoutARateAllMayStartAtOnce(int uploads) {
		UploadPace pace = new UploadPace(0, 7);
		for (int upload = 0; upload < uploads; upload++) {
			assertThat(pace.due()).isLessThanOrEqualTo(7);
			pace.start(7);
		}
	}

}
