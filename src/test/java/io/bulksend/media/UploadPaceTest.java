package io.bulksend.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

import io.bulksend.throttle.Throttle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UploadPaceTest {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private final Deque<Long> window = new ArrayDeque<>();

	/** When those that are on their way start. */
	private final Queue<Long> underWay = new PriorityQueue<>();

	private int starts;

	private int most;

	@ParameterizedTest
	@ValueSource(doubles = { 0.5, 1, 2.5, 20, 200 })
	void noSecondHasMoreThanTheThrottleAllowsAndItIsReachedThoughEachStartIsLate(double rate) {
		Random late = new Random(1);
		double reached = play(new UploadPace(rate, 0), 100, (now) -> now + late.nextLong((long) (SECOND / rate / 4)));
		assertThat(this.most).isLessThanOrEqualTo((int) Throttle.most(rate));
		assertThat(reached).isBetween(0.99 * rate, rate + 0.1);
	}

	@Test
	void theRateIsReachedThoughEachUploadTakesAsLongToItsStartAsFromOneToTheNext() {
		double reached = play(new UploadPace(20, 0), 100, (now) -> now + SECOND / 20);
		assertThat(this.most).isLessThanOrEqualTo((int) Throttle.most(20));
		assertThat(reached).isBetween(0.99 * 20, 20.1);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1, 20, 200 })
	void noSecondHasMoreThanTheThrottleAllowsThoughTheMachineStandsStillEveryNowAndThen(double rate) {
		Random late = new Random(2);
		double reached = play(new UploadPace(rate, 0), 100, (now) -> {
			// For up to 0.7 s of each second, and all that wait start together then.
			long second = now / SECOND * SECOND;
			long awake = second + new Random(second).nextLong(7 * SECOND / 10);
			return Math.max(now + late.nextLong(SECOND / 100), awake);
		});
		assertThat(this.most).isLessThanOrEqualTo((int) Throttle.most(rate));
		assertThat(reached).isGreaterThan(0.5 * rate);
	}

	@Test
	void whatNeverStartsTakesNoTurn() {
		UploadPace pace = new UploadPace(2, 0);
		for (int upload = 0; upload < Throttle.most(2); upload++) {
			assertThat(pace.due()).isLessThanOrEqualTo((upload + 1) * SECOND);
			pace.reserve(Math.max(0, pace.due()));
		}
		assertThat(pace.due()).isEqualTo(Long.MAX_VALUE);
		pace.abandon();
		assertThat(pace.due()).isLessThanOrEqualTo(2 * SECOND);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 1_000 })
	void withoutARateAllMayStartAtOnce(int uploads) {
		UploadPace pace = new UploadPace(0, 7);
		for (int upload = 0; upload < uploads; upload++) {
			assertThat(pace.due()).isLessThanOrEqualTo(7);
			pace.reserve(7);
		}
		for (int upload = 0; upload < uploads; upload++) {
			pace.start(8);
		}
	}

	/** Plays some seconds; gives how many started in each. */
	private double play(UploadPace pace, int seconds, LongUnaryOperator start) {
		long now = 0;
		while (now < seconds * SECOND) {
			long due = Math.max(now, pace.due());
			if (!this.underWay.isEmpty() && this.underWay.element() <= due) {
				now = Math.max(now, this.underWay.remove());
				pace.start(now);
				count(now);
			}
			else {
				now = due;
				pace.reserve(now);
				this.underWay.add(start.applyAsLong(now));
			}
		}
		return this.starts / (now / (double) SECOND);
	}

	private void count(long now) {
		this.starts++;
		this.window.add(now);
		while (this.window.element() <= now - SECOND) {
			this.window.remove();
		}
		this.most = Math.max(this.most, this.window.size());
	}

}
