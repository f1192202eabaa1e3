package io.bulksend.sandbox;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FirstTimesTest {

	@Test
	void eachNumberIsNewOnce() {
		FirstTimes times = new FirstTimes(2);
		assertThat(times.isFirst(1)).isTrue();
		assertThat(times.isFirst(2)).isTrue();
		assertThat(times.isFirst(1)).isFalse();
		assertThat(times.isFirst(2)).isFalse();
	}

	@Test
	void forgetsTheOldestBeyondItsCapacity() {
		FirstTimes times = new FirstTimes(2);
		times.isFirst(1);
		times.isFirst(2);
		times.isFirst(3);
		assertThat(times.isFirst(3)).isFalse();
		assertThat(times.isFirst(2)).isFalse();
		assertThat(times.isFirst(1)).isTrue();
	}

}
