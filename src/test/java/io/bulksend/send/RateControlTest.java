package io.bulksend.send;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.bulksend.throttle.Throttle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RateControlTest {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	/** What 256 calls in flight of 275 ms each come to. */
	private static final double UNLIMITED = 256 / 0.275;

	@ParameterizedTest
	@CsvSource({ "50,0.002", "50,0.009", "400,0.002", "400,0.009", "2000,0.002", "2000,0.009", "0,0.002", "0,0.009" })
	void belowOnePercentOfRefusalsAlmostTheWholeRateIsReached(double asked, double part) {
		RateSimulation run = new RateSimulation(asked, RateLimit.lone(part), (asked == 2_000) ? 1_024 : 256).run(120);
		assertThat(run.reached(usual(asked), 5, 120)).isGreaterThan(0.95);
	}

	@ParameterizedTest
	@CsvSource({ "50,20,9", "50,40,18", "400,10,36", "400,20,70", "2000,10,180", "0,10,80" })
	void soItIsWhereTheyComeInRows(double asked, double every, int refusals) {
		RateSimulation run = new RateSimulation(asked, RateLimit.rows(every, refusals), (asked == 2_000) ? 1_024 : 256)
			.run(120);
		assertThat(run.reached(usual(asked), 5, 120)).isGreaterThan(0.9);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 50, 400, 2_000, 0 })
	void sixRefusalsCostLessThanASecond(double asked) {
		int concurrency = (asked == 2_000) ? 1_024 : 256;
		RateSimulation run = new RateSimulation(asked, RateLimit.rows(6, 1), concurrency).run(41);
		RateSimulation other = new RateSimulation(asked, RateLimit.NONE, concurrency).run(41);
		assertThat(run.refusals(0, 41)).isPositive();
		assertThat(run.reached(other.reached(1, 0, 41), 0, 41)).isGreaterThan(0.975);
		assertThat(run.sender().isSlowed()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "400,100,25", "400,100,100", "400,200,50", "400,200,200", "400,380,95", "2000,500,125", "2000,500,500",
			"2000,100,25", "2000,100,100", "0,100,25", "0,100,100", "50,25,6" })
	void findsTheRateOfABucket(double asked, double allowed, double burst) {
		RateSimulation run = new RateSimulation(asked, RateLimit.bucket(allowed, burst), 256).run(60);
		assertFound(run, allowed, 0.93);
	}

	@ParameterizedTest
	@CsvSource({ "400,100", "400,200", "400,380", "2000,500", "2000,100", "0,100", "50,25" })
	void findsTheRateOfAWindow(double asked, double allowed) {
		RateSimulation run = new RateSimulation(asked, RateLimit.window(allowed, 1), 256).run(60);
		assertFound(run, allowed, 0.9);
	}

	@ParameterizedTest
	@CsvSource({ "400,100", "400,200", "400,380", "2000,500", "2000,100", "0,100", "50,25" })
	void findsTheRateOfASlidingWindow(double asked, int allowed) {
		RateSimulation run = new RateSimulation(asked, RateLimit.sliding(allowed, false), 256).run(60);
		assertFound(run, allowed, 0.9);
	}

	/** Whoever goes on calling too fast is never let in there. */
	@ParameterizedTest
	@CsvSource({ "400,100", "400,200", "2000,500", "0,100" })
	void findsTheRateWhereRefusedCallsCountToo(double asked, int allowed) {
		RateSimulation run = new RateSimulation(asked, RateLimit.sliding(allowed, true), 256).run(60);
		assertFound(run, allowed, 0.5);
	}

	/** As evenly as calls are spaced, every second one is refused just above the rate. */
	@ParameterizedTest
	@CsvSource({ "400,100", "400,200", "2000,500" })
	void findsTheRateWhereNoTwoMayComeCloser(double asked, double allowed) {
		RateSimulation run = new RateSimulation(asked, RateLimit.bucket(allowed, 1), 256).run(60);
		assertFound(run, allowed, 0.7);
	}

	@ParameterizedTest
	@CsvSource({ "400,40", "0,40", "400,20" })
	void findsHowManyMayBeUnderWay(double asked, int calls) {
		RateSimulation run = new RateSimulation(asked, RateLimit.concurrency(calls), 256).run(60);
		assertFound(run, calls / 0.275, 0.8);
	}

	@ParameterizedTest
	@CsvSource({ "400,100", "400,300", "50,20", "0,100" })
	void whereNothingIsTakenForTheRestOfAMinuteItTriesSeldom(double asked, double allowed) {
		RateSimulation run = new RateSimulation(asked, RateLimit.window(allowed, 60), 256).run(300);
		assertThat(run.reached(allowed, 60, 300)).isGreaterThan(0.95);
		assertThat(run.refusals(60, 300)).isLessThan(0.08);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 400, 0 })
	void comesBackSecondsAfterTheLimitHasGone(double asked) {
		RateLimit limit = RateLimit.NONE.until(20, RateLimit.bucket(100, 100).until(60, RateLimit.NONE));
		RateSimulation run = new RateSimulation(asked, limit, 256).run(90);
		assertThat(run.reached(100, 25, 60)).isBetween(0.93, 1.1);
		assertThat(run.reached(usual(asked), 80, 90)).isGreaterThan(0.97);
		assertThat(run.sender().isSlowed()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(doubles = { 400, 0 })
	void comesBackSecondsAfterNothingWasTakenAtAll(double asked) {
		RateLimit limit = RateLimit.NONE.until(20, RateLimit.SHUT.until(24, RateLimit.NONE));
		RateSimulation run = new RateSimulation(asked, limit, 256).run(50);
		assertThat(run.taken[29]).isGreaterThan((int) (usual(asked) / 3));
		assertThat(run.reached(usual(asked), 38, 50)).isGreaterThan(0.95);
	}

	@Test
	void followsALimitThatFallsAndRises() {
		RateLimit limit = RateLimit.bucket(200, 50)
			.until(30, RateLimit.bucket(50, 20).until(60, RateLimit.bucket(300, 80)));
		RateSimulation run = new RateSimulation(400, limit, 256).run(120);
		assertThat(run.reached(200, 5, 30)).isGreaterThan(0.9);
		assertThat(run.reached(50, 35, 60)).isGreaterThan(0.9);
		assertThat(run.reached(300, 80, 120)).isGreaterThan(0.9);
		assertThat(run.refusals(5, 120)).isLessThan(0.06);
	}

	@ParameterizedTest
	@CsvSource({ "2,100", "2,200", "5,100", "5,200" })
	void severalWhoShareARateFindItTogether(int senders, double allowed) {
		assertFound(new RateSimulation(400, RateLimit.bucket(allowed, 50), 256, senders, null).run(60), allowed, 0.9);
		assertFound(new RateSimulation(400, RateLimit.window(allowed, 1), 256, senders, null).run(60), allowed, 0.85);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 5 })
	void severalWhoShareARateKeepItWhereFewAreRefused(int senders) {
		RateSimulation run = new RateSimulation(400, RateLimit.lone(0.009), 256, senders, null).run(60);
		assertThat(run.reached(400, 5, 60)).isGreaterThan(0.95);
	}

	@Test
	void isNeverFasterThanWasAskedFor() {
		for (double asked : new double[] { 50, 400, 2_000 }) {
			for (RateLimit limit : new RateLimit[] { RateLimit.lone(0.009), RateLimit.lone(0.05),
					RateLimit.bucket(asked / 3, 10), RateLimit.window(asked / 2, 1), RateLimit.window(asked / 2, 60),
					RateLimit.rows(7, 50) }) {
				RateSimulation run = new RateSimulation(asked, limit, 1_024).run(100);
				assertThat(Arrays.stream(run.started).max().orElseThrow())
					.isLessThanOrEqualTo((int) Throttle.most(asked) + 1);
			}
		}
	}

	@Test
	void nothingStartsBeforeTheTimeThatTheApiAskedFor() {
		RateControl control = new RateControl(100, 0);
		control.start(0);
		control.tooFast(0, SECOND / 10, Duration.ofSeconds(7));
		assertThat(control.throttle().due()).isGreaterThanOrEqualTo(7 * SECOND + SECOND / 10);
		assertThat(control.takePause()).isEqualTo(Duration.ofSeconds(7));
		assertThat(control.takePause()).isNull();
	}

	@Test
	void aRefusalAloneHoldsNobodyUp() {
		RateControl control = new RateControl(100, 0);
		control.start(0);
		control.tooFast(0, SECOND / 10, null);
		assertThat(control.isSlowed()).isFalse();
		assertThat(control.takePause()).isNull();
		assertThat(control.throttle().due()).isLessThan(SECOND / 10);
	}

	@Test
	void whereTheApiAsksToWaitEachTimeItSeldomComesToThat() {
		Duration retryAfter = Duration.ofSeconds(1);
		RateSimulation run = new RateSimulation(400, RateLimit.bucket(100, 100), 256, 1, retryAfter).run(120);
		assertFound(run, 100, 0.9);
		run = new RateSimulation(400, RateLimit.sliding(100, false), 256, 1, retryAfter).run(120);
		assertFound(run, 100, 0.8);
	}

	@Test
	void theRateThatIsToldIsTheOneThatWasFound() {
		RateSimulation run = new RateSimulation(400, RateLimit.bucket(100, 25), 256).run(60);
		assertThat(run.sender().isSlowed()).isTrue();
		assertThat(run.sender().allowed()).isBetween(90.0, 130.0);
	}

	@Test
	void aLateFirstCallDoesNotLookLikeASlowRate() {
		RateControl control = new RateControl(0, 0);
		long now = 5 * SECOND;
		for (int i = 0; i < 10; i++) {
			control.start(now + i);
		}
		for (int i = 0; i < 10; i++) {
			if (i < 5) {
				control.tooFast(now + i, now + SECOND / 20, null);
			}
			else {
				control.taken(now + i, now + SECOND / 20);
			}
		}
		assertThat(control.allowed()).isGreaterThan(5);
	}

	private static double usual(double asked) {
		return (asked > 0) ? asked : UNLIMITED;
	}

	private static void assertFound(RateSimulation run, double allowed, double part) {
		assertThat(run.reached(allowed, 5, 60)).as(run.toString()).isGreaterThan(part);
		assertThat(run.refusals(5, 60)).as(run.toString()).isLessThan(0.06);
	}

}
