package io.bulksend.send;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServerClockTest {

	/** The server's clock is ahead by so much, in milliseconds. */
	private static final long AHEAD = 5_000;

	private final ServerClock clock = new ServerClock();

	private long now;

	@Test
	void anAnswerTellsTheTimeToHalfOfWhatItTook() {
		answer(1, 1);
		assertThat(millisOff()).isZero();
		answer(10, 300);
		assertThat(millisOff()).as("a slow answer tells nothing new").isZero();
	}

	@Test
	void afterAWhileTheQuickestAnswerOfThatWhileIsBelieved() {
		answer(0, 0);
		answer(200, 10);
		answer(3, 1);
		answer(500, 10);
		this.now += TimeUnit.SECONDS.toMillis(11);
		answer(400, 10);
		assertThat(millisOff()).isBetween(-2L, 2L);
	}

	@Test
	void aClockThatWasSetIsBelievedAtOnce() {
		answer(1, 1);
		this.now += 100;
		this.clock.read((this.now + 2 * AHEAD) * 1_000.0, nanos(this.now - 1), nanos(this.now + 1));
		assertThat(this.clock.nanos(2 * AHEAD * 1_000.0)).isZero();
	}

	/** An answer that took so long on its way there, and so long on its way back. */
	private void answer(long there, long back) {
		long asked = this.now;
		this.now += there;
		double micros = (this.now + AHEAD) * 1_000.0;
		this.now += back;
		this.clock.read(micros, nanos(asked), nanos(this.now));
	}

	private long millisOff() {
		return TimeUnit.NANOSECONDS.toMillis(this.clock.nanos(AHEAD * 1_000.0));
	}

	private static long nanos(long millis) {
		return TimeUnit.MILLISECONDS.toNanos(millis);
	}

}
