package io.bulksend.bench;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DisturbanceTest {

	private static final String STAT = """
			cpu  1000 200 300 5000 40 5 15 60 100 20
			cpu0 500 100 150 2500 20 2 8 30 50 10
			intr 12345 0 0
			""";

	@Test
	void readsWhatTheProcessorsDid() {
		assertThat(ProcessorTimes.of(STAT)).isEqualTo(new ProcessorTimes(1520, 60, 6620));
	}

	@Test
	void whatIsNotTheKernelsTableIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ProcessorTimes.of("cpu 1 2 3"));
		assertThatIllegalArgumentException().isThrownBy(() -> ProcessorTimes.of(""));
	}

	@Test
	void readsWhatAProcessUsedWhateverItsName() {
		assertThat(ProcessTimes.of("42 (a) b (c) S 1 42 42 0 -1 4194560 900 0 3 0 7 5 110 30 20 0 1 0 999"))
			.isEqualTo(new ProcessTimes(12, 140));
	}

	@Test
	void foreignIsWhatIsBusyAndNotOurs() {
		Disturbance disturbance = Disturbance.between(new ProcessorTimes(100, 10, 1000),
				new ProcessorTimes(400, 30, 2000), 200);
		assertThat(disturbance).isEqualTo(new Disturbance(0.1, 0.02));
	}

	@Test
	void ticksThatTheKernelGaveUsTwiceAreNobodys() {
		assertThat(Disturbance.between(new ProcessorTimes(0, 0, 0), new ProcessorTimes(300, 0, 1000), 310))
			.isEqualTo(new Disturbance(0, 0));
	}

	@Test
	void aRowMeansSomethingUpToFivePercentForeignAndTwoStolen() {
		assertThat(new Disturbance(0.05, 0.02)).hasToString("quiet");
		assertThat(new Disturbance(0.051, 0)).hasToString("**means nothing**: 5 % foreign, 0 % stolen");
		assertThat(new Disturbance(0, 0.03)).hasToString("**means nothing**: 0 % foreign, 3 % stolen");
	}

	@Test
	void oneLoudRunSpoilsItsRow() {
		assertThat(Disturbance.worst(List.of(new Disturbance(0.01, 0.03), new Disturbance(0.2, 0))))
			.isEqualTo(new Disturbance(0.2, 0.03));
	}

	@Test
	void whereNothingIsKnownNothingIsClaimed() {
		assertThat(Disturbance.UNKNOWN.isQuiet()).isFalse();
		assertThat(Disturbance.worst(List.of(Disturbance.UNKNOWN, new Disturbance(0, 0)))).hasToString("unknown");
	}

}
