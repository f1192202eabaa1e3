package io.bulksend.api;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LivedTimeTest {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private final LivedTime time = new LivedTime(SECOND / 10, Long.MAX_VALUE - SECOND);

	private long now = Long.MAX_VALUE - SECOND;

	@Test
	void goesWithTheClock() {
		for (int i = 0; i < 100; i++) {
			assertThat(look(SECOND / 10)).isTrue();
		}
		assertThat(this.time.nanos()).isEqualTo(10 * SECOND);
	}

	@Test
	void aLookThatIsALittleLateIsNoHoldUp() {
		assertThat(look(SECOND * 29 / 100)).isTrue();
		assertThat(this.time.nanos()).isEqualTo(SECOND * 29 / 100);
	}

	@Test
	void standsStillWhileTheProcessIsHeldUp() {
		look(SECOND / 10);
		look(3_600 * SECOND);
		assertThat(this.time.nanos()).isEqualTo(SECOND / 5);
	}

	@Test
	void nothingIsLateBeforeWhatArrivedMeanwhileCanHaveBeenRead() {
		assertThat(look(10 * SECOND)).isFalse();
		for (int i = 0; i < 9; i++) {
			assertThat(look(SECOND / 10)).isFalse();
		}
		assertThat(look(SECOND / 10)).isTrue();
	}

	private boolean look(long later) {
		this.now += later;
		return this.time.look(this.now);
	}

}
