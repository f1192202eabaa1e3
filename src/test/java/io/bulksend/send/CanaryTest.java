package io.bulksend.send;

import java.util.Map;

import io.bulksend.campaign.Status;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CanaryTest {

	@Test
	void withoutOneAllMayGo() {
		Canary none = Canary.none();
		assertThat(none.mayTake()).isTrue();
		assertThat(none.failure()).isEmpty();
	}

	@Test
	void exactlyTheShareIsEnough() {
		assertThat(sent(9, 1, 0).failure()).isEmpty();
		assertThat(sent(8, 2, 0).failure())
			.contains("Only 8 of the first 10 messages were accepted, but --canary asks for 90 %.");
	}

	@Test
	void oneMessageIsNotSpokenOfAsOfMany() {
		Canary one = new Canary(1, 90, Map.of());
		one.taken();
		one.decided(Status.REJECTED);
		assertThat(one.failure()).contains("Only 0 of the first 1 message was accepted, but --canary asks for 90 %.");
	}

	@Test
	void aMessageInDoubtWasNotAccepted() {
		assertThat(sent(8, 0, 2).failure()).isPresent();
	}

	@Test
	void holdsTheOthersBackUntilTheFirstAreDecided() {
		Canary canary = sent(9, 0, 0);
		assertThat(canary.mayTake()).isTrue();
		canary.taken();
		assertThat(canary.mayTake()).isFalse();
		assertThat(canary.failure()).isEmpty();
		canary.decided(Status.NOT_SENT);
		assertThat(canary.mayTake()).isFalse();
		canary.decided(Status.REJECTED);
		assertThat(canary.mayTake()).isTrue();
	}

	@Test
	void whatFollowsIsNotJudgedAnyMore() {
		Canary canary = sent(10, 0, 0);
		for (int i = 0; i < 1_000; i++) {
			canary.taken();
			canary.decided(Status.REJECTED);
		}
		assertThat(canary.failure()).isEmpty();
		assertThat(canary.mayTake()).isTrue();
	}

	@Test
	void earlierRunsCount() {
		Canary canary = new Canary(10, 90,
				Map.of(Status.ACCEPTED, 7L, Status.REJECTED, 1L, Status.NOT_SENT, 2L, Status.INVALID, 5L));
		canary.taken();
		assertThat(canary.mayTake()).isTrue();
		canary.taken();
		assertThat(canary.mayTake()).isFalse();
		canary.decided(Status.ACCEPTED);
		canary.decided(Status.ACCEPTED);
		assertThat(canary.mayTake()).isTrue();
	}

	private static Canary sent(int accepted, int rejected, int inDoubt) {
		Canary canary = new Canary(10, 90, Map.of());
		decide(canary, Status.ACCEPTED, accepted);
		decide(canary, Status.REJECTED, rejected);
		decide(canary, Status.IN_DOUBT, inDoubt);
		return canary;
	}

	private static void decide(Canary canary, Status status, int times) {
		for (int i = 0; i < times; i++) {
			canary.taken();
			canary.decided(status);
		}
	}

}
