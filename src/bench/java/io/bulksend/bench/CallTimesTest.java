package io.bulksend.bench;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallTimesTest {

	@Test
	void theRateIsFromTheFirstCallToTheLast() {
		assertThat(CallTimes.of(LongStream.range(0, 101).map((i) -> 5_000_000 + i * 20_000).toArray()).rate())
			.isEqualTo(50);
	}

	@Test
	void theBusiestSecondOfAnEvenRateIsTheRate() {
		assertThat(CallTimes.of(LongStream.range(0, 400).map((i) -> i * 20_000).toArray()).busiestSecond())
			.isEqualTo(50);
	}

	@Test
	void theBusiestSecondMayBeginAnywhere() {
		assertThat(CallTimes.of(0, 900_000, 950_000, 1_100_000, 1_899_999, 1_900_000, 3_000_000).busiestSecond())
			.isEqualTo(4);
	}

	@Test
	void aCallASecondLaterIsInTheNextWindow() {
		assertThat(CallTimes.of(0, 1_000_000).busiestSecond()).isEqualTo(1);
		assertThat(CallTimes.of(0, 999_999).busiestSecond()).isEqualTo(2);
	}

	@Test
	void callsNeedNotComeInOrder() {
		assertThat(CallTimes.of(3_000_000, 1_000_000, 2_000_000).rate()).isEqualTo(1);
		assertThat(CallTimes.of(3, 1, 2).first()).isEqualTo(1);
	}

	@Test
	void callsAreCountedFromOneTimeToAnother() {
		CallTimes calls = CallTimes.of(5, 1, 3, 9);
		assertThat(calls.between(3, 9)).isEqualTo(2);
		assertThat(calls.last()).isEqualTo(9);
	}

}
