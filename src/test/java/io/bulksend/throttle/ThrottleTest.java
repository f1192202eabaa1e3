package io.bulksend.throttle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThrottleTest {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final long START = 123;

	@Test
	void theFirstCallMayStartAtOnce() {
		assertThat(new Throttle(50, START, false).due()).isEqualTo(START);
	}

	@Test
	void callsAreEvenlySpaced() {
		Throttle throttle = new Throttle(50, START, false);
		for (int i = 0; i < 100; i++) {
			assertThat(throttle.due()).isEqualTo(START + i * SECOND / 50);
			throttle.start(throttle.due());
		}
	}

	@Test
	void aLateCallIsMadeUpFor() {
		Throttle throttle = new Throttle(50, START, false);
		throttle.start(START + SECOND / 50);
		assertThat(throttle.due()).isEqualTo(START + SECOND / 50);
	}

	@Test
	void aLongPauseIsMadeUpForByAFewCallsOnly() {
		Throttle throttle = new Throttle(50, START, false);
		long now = START + 10 * SECOND;
		int atOnce = 0;
		while (throttle.due() <= now) {
			throttle.start(now);
			atOnce++;
		}
		assertThat(atOnce).isEqualTo(1 + Throttle.allowance(50));
	}

	@Test
	void nothingStartsDuringAPauseAndNothingIsMadeUpForAfterIt() {
		Throttle throttle = new Throttle(50, START, false);
		throttle.pause(START + 5 * SECOND);
		assertThat(throttle.due()).isEqualTo(START + 5 * SECOND);
		throttle.start(throttle.due());
		assertThat(throttle.due()).isEqualTo(START + 5 * SECOND + SECOND / 50);
	}

	@Test
	void aChangedRateHoldsFromTheNextCall() {
		Throttle throttle = new Throttle(50, START, false);
		throttle.start(START);
		throttle.setRate(10, START);
		throttle.start(throttle.due());
		assertThat(throttle.due()).isEqualTo(START + SECOND / 50 + SECOND / 10);
	}

	@Test
	void whatALongPauseCostIsMadeUpForByGoingSlightlyFaster() {
		Throttle throttle = new Throttle(200, START, false);
		throttle.start(START);
		throttle.start(START + SECOND / 2);
		long now = 0;
		for (int i = 2; i < 200 * 120; i++) {
			now = throttle.due();
			throttle.start(now);
		}
		assertThat(now - START).isBetween(120 * SECOND - SECOND / 10, 120 * SECOND + SECOND / 10);
	}

	@Test
	void lostTimeIsMadeUpForInASteadyFlow() {
		Throttle throttle = new Throttle(2_000, START, false);
		callsUntil(throttle, START + SECOND);
		throttle.start(START + SECOND + SECOND / 2);
		for (int second = 2; second < 40; second++) {
			long begin = START + second * SECOND;
			callsUntil(throttle, begin);
			for (int tenth = 1; tenth <= 10; tenth++) {
				assertThat(callsUntil(throttle, begin + tenth * SECOND / 10)).isBetween(178, 226);
			}
		}
	}

	@Test
	void aChangedRateRemembersTheLastSecond() {
		Throttle throttle = new Throttle(2_000, START, false);
		callsUntil(throttle, START + SECOND);
		long now = START + SECOND;
		throttle.setRate(1_000, now);
		assertThat(throttle.due()).isGreaterThan(now + SECOND / 3);
		throttle.setRate(2_000, now);
		assertThat(throttle.permits(now, now + SECOND / 4)).isLessThan(30);
	}

	@Test
	void aRateAboveWhatIsRememberedHoldsInAPartOfASecond() {
		Throttle throttle = new Throttle(1_000_000, START, false);
		throttle.start(START);
		throttle.start(START + SECOND / 2);
		assertThat(callsUntil(throttle, START + SECOND / 2 + SECOND)).isBetween(1_000_000, 1_010_000);
	}

	@Test
	void startsSlowly() {
		assertThat(callsUntil(new Throttle(100, START, true), START + SECOND)).isEqualTo(90);
	}

	@Test
	void comesToAHighRateStepByStep() {
		Throttle throttle = new Throttle(2_000, START, true);
		assertThat(callsUntil(throttle, START + SECOND)).isBetween(600, 650);
		assertThat(callsUntil(throttle, START + 2 * SECOND)).isBetween(1_300, 1_400);
		assertThat(callsUntil(throttle, START + 3 * SECOND)).isBetween(2_000, 2_020);
	}

	@Test
	void theHighestRateIsComeToInSeconds() {
		Throttle throttle = new Throttle(1_000_000, START, true);
		callsUntil(throttle, START + 10 * SECOND);
		assertThat(throttle.pace()).isEqualTo(1_000_000);
	}

	@Test
	void waitingDoesNotWarmTheProcessUp() {
		Throttle throttle = new Throttle(2_000, START, true);
		throttle.start(START);
		throttle.pause(START + 10 * SECOND);
		assertThat(callsUntil(throttle, START + 11 * SECOND)).isBetween(600, 650);
	}

	@Test
	void countsNoMorePermitsThanItsPaceAllows() {
		Throttle throttle = new Throttle(2_000, START, true);
		long now = START;
		for (int i = 0; i < 1_000; i++) {
			now = throttle.due();
			int permits = throttle.permits(now, now + SECOND / 200);
			assertThat(permits).isBetween(1, 1 + (int) Math.ceil(throttle.pace() / 200));
			throttle.start(now);
		}
		assertThat(throttle.pace()).isBetween(1_000.0, 1_300.0);
	}

	@Test
	void whatTheSlowStartCostIsMadeUpForByGoingSlightlyFaster() {
		Throttle throttle = new Throttle(2_000, START, true);
		int calls = callsUntil(throttle, START + 240 * SECOND);
		assertThat(calls).isBetween(240 * 2_000 - 2, 240 * 2_000 + 1);
	}

	@Test
	void withoutALimitEverythingMayStart() {
		Throttle throttle = new Throttle(0, START, false);
		assertThat(throttle.permits(START, START)).isEqualTo(Integer.MAX_VALUE);
		throttle.start(START);
		assertThat(throttle.due()).isLessThanOrEqualTo(START);
	}

	@Test
	void countsThePermitsOfTheNextMilliseconds() {
		Throttle throttle = new Throttle(1_000, START, false);
		assertThat(throttle.permits(START, START + SECOND / 200)).isEqualTo(6);
		throttle.start(START);
		assertThat(throttle.permits(START, START)).isZero();
	}

	@Property(tries = 500)
	void noSecondEverHasMoreCallsThanTheContractAllows(@ForAll @IntRange(min = 1, max = 5_000) int rate,
			@ForAll boolean cold,
			@ForAll @Size(min = 20, max = 400) List<@LongRange(min = 0, max = 100_000_000) Long> delays) {
		Throttle throttle = new Throttle(rate, START, cold);
		Deque<Long> lastSecond = new ArrayDeque<>();
		long now = START;
		for (long delay : delays) {
			now = Math.max(now + delay, throttle.due());
			while (throttle.due() <= now) {
				throttle.start(now);
				lastSecond.add(now);
				forgetUntil(lastSecond, now - SECOND);
				assertThat(lastSecond.size()).isLessThanOrEqualTo((int) (rate + Math.max(1, 0.005 * rate)));
			}
		}
	}

	@Property(tries = 200)
	void noSecondHasMoreCallsThanTheFastestOfItsRatesAllows(@ForAll @IntRange(min = 1, max = 3_000) int rate,
			@ForAll long seed) {
		Random random = new Random(seed);
		Throttle throttle = new Throttle(rate, START, false);
		Deque<Long> lastSecond = new ArrayDeque<>();
		long now = START;
		for (int i = 0; i < 100; i++) {
			throttle.setRate(rate * (0.5 + random.nextDouble() / 2), now);
			now += random.nextLong((i % 10 == 0) ? SECOND / 2 : SECOND / 20);
			while (throttle.due() <= now) {
				throttle.start(now);
				lastSecond.add(now);
			}
			forgetUntil(lastSecond, now - SECOND);
			assertThat(lastSecond.size()).isLessThanOrEqualTo((int) Throttle.most(rate));
		}
	}

	@Property(tries = 200)
	void permitsAreForCallsThatMayStartUntilThen(@ForAll @IntRange(min = 1, max = 20_000) int rate, @ForAll long seed) {
		Random random = new Random(seed);
		Throttle throttle = new Throttle(rate, START, random.nextBoolean());
		long now = START;
		for (int i = 0; i < 200; i++) {
			now += random.nextLong((i % 20 == 0) ? 2 * SECOND : SECOND / 50);
			long until = now + SECOND / 200;
			int permits = throttle.permits(now, until);
			for (int call = 0; call < permits; call++) {
				assertThat(throttle.due()).isLessThanOrEqualTo(until + 1);
				throttle.start(Math.max(now, throttle.due()));
			}
		}
	}

	@Property(tries = 200)
	void smallDelaysCostNoSpeed(@ForAll @IntRange(min = 1, max = 2_000) int rate, @ForAll long seed) {
		Random random = new Random(seed);
		Throttle throttle = new Throttle(rate, START, false);
		long interval = SECOND / rate;
		long now = START;
		int calls = 1_000;
		for (int i = 0; i < calls; i++) {
			now = Math.max(now, throttle.due()) + random.nextLong(interval);
			throttle.start(now);
		}
		assertThat((double) (now - START)).isLessThan(1.01 * calls * interval);
	}

	private static void forgetUntil(Deque<Long> starts, long time) {
		while (!starts.isEmpty() && starts.element() <= time) {
			starts.remove();
		}
	}

	private static int callsUntil(Throttle throttle, long end) {
		int calls = 0;
		while (throttle.due() < end) {
			throttle.start(throttle.due());
			calls++;
		}
		return calls;
	}

}
