package io.bulksend.send;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateControlTest {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	@Test
	void goesDownAtOnce() {
		RateControl control = new RateControl(100, 0);
		control.tooFast(0, null);
		assertThat(control.throttle().rate()).isEqualTo(72);
	}

	@Test
	void goesDownFromThePaceThatItHasReached() {
		RateControl control = new RateControl(2_000, 0);
		control.tooFast(0, null);
		assertThat(control.throttle().rate()).isEqualTo(320);
	}

	@Test
	void answersToCallsThatWereUnderWayAlreadyCountOnce() {
		RateControl control = new RateControl(100, 0);
		for (int i = 0; i < 64; i++) {
			control.tooFast(i, null);
		}
		assertThat(control.throttle().rate()).isEqualTo(72);
	}

	@Test
	void startsNothingBeforeTheTimeThatTheApiAskedFor() {
		RateControl control = new RateControl(100, 0);
		control.tooFast(0, Duration.ofSeconds(7));
		assertThat(control.throttle().due()).isGreaterThanOrEqualTo(7 * SECOND);
	}

	@Test
	void comesBackSlowlyToTheRateThatWasAskedFor() {
		RateControl control = new RateControl(100, 0);
		control.tooFast(0, null);
		long now = run(control, 0, 6 * SECOND);
		assertThat(control.throttle().rate()).isGreaterThan(72).isLessThan(100);
		run(control, now, now + 60 * SECOND);
		assertThat(control.throttle().rate()).isEqualTo(100);
		assertThat(control.isSlowed()).isFalse();
	}

	@Test
	void comesBackInSecondsFromOneRefusalAtAHighRate() {
		RateControl control = new RateControl(2_000, 0);
		control.tooFast(0, null);
		long now = run(control, 0, 10 * SECOND);
		assertThat(control.throttle().rate()).isLessThan(600);
		run(control, now, 40 * SECOND);
		assertThat(control.throttle().rate()).isEqualTo(2_000);
	}

	@Test
	void findsTheRateThatTheApiAllows() {
		RateControl control = new RateControl(400, 0);
		Limit limit = new Limit(100);
		long now = 0;
		while (now < 120 * SECOND) {
			now = Math.max(now, control.throttle().due());
			control.start(now);
			if (!limit.takes(now)) {
				control.tooFast(now, null);
			}
		}
		assertThat(limit.refused).isLessThan(limit.taken / 20);
		assertThat(limit.taken).isGreaterThan((int) (0.75 * 100 * 120));
	}

	@Test
	void withoutALimitOfItsOwnItFindsTheApis() {
		RateControl control = new RateControl(0, 0);
		long now = 0;
		for (int i = 0; i < 2_000; i++) {
			control.start(now);
			now += SECOND / 1_000;
		}
		control.tooFast(now, null);
		assertThat(control.throttle().rate()).isBetween(700.0, 900.0);
	}

	@Test
	void aLateFirstCallDoesNotLookLikeASlowRate() {
		RateControl control = new RateControl(0, 0);
		control.start(5 * SECOND);
		control.tooFast(5 * SECOND + SECOND / 20, null);
		assertThat(control.throttle().rate()).isGreaterThan(5);
	}

	private static long run(RateControl control, long from, long until) {
		long now = from;
		while (now < until) {
			now = Math.max(now, control.throttle().due());
			control.start(now);
		}
		return now;
	}

	/** An API that takes so many calls in each second of its clock. */
	private static final class Limit {

		private final int perSecond;

		private long second;

		private int inSecond;

		private int taken;

		private int refused;

		Limit(int perSecond) {
			this.perSecond = perSecond;
		}

		boolean takes(long now) {
			if (now / SECOND != this.second) {
				this.second = now / SECOND;
				this.inSecond = 0;
			}
			if (++this.inSecond > this.perSecond) {
				this.refused++;
				return false;
			}
			this.taken++;
			return true;
		}

	}

}
