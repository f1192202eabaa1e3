package io.bulksend.send;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.bulksend.api.Reply;
import io.bulksend.api.Reply.Again.Reason;
import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Code;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class JudgeTest {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final long NOW = 1_000 * SECOND;

	private static final Reply ACCEPTED = new Reply.Accepted("id-1");

	private static final Reply REFUSED = new Reply.Refused("8003", "The recipient opted out");

	private static final Reply UNKNOWN = new Reply.Unknown(Code.NO_REPLY, "No reply came in time");

	private static final Reply NOT_FOUND = new Reply.WrongAddress("HTTP_404", "Nothing is there: check it",
			new Reply.Refused("HTTP_404", "Refused so"));

	private final RateControl rateControl = new RateControl(50, NOW);

	private final Outage outage = new Outage(Duration.ofMinutes(5), new Random(1));

	private final StopSwitch stop = new StopSwitch();

	private final Judge judge = judge(3);

	private final Outbound outbound = outbound();

	@Test
	void whatWasTakenIsBookedWithItsId() {
		assertThat(judge(ACCEPTED)).isEqualTo(Outcome.accepted("id-1"));
		assertThat(this.judge.trouble()).isEmpty();
	}

	@Test
	void whatWasRefusedIsBookedInTheApisWords() {
		assertThat(judge(REFUSED)).isEqualTo(Outcome.of(Status.REJECTED, "8003", "The recipient opted out"));
	}

	@Test
	void whereNothingIsKnownTheRowIsInDoubt() {
		assertThat(judge(UNKNOWN)).isEqualTo(Outcome.of(Status.IN_DOUBT, "NO_REPLY", "No reply came in time"));
	}

	@Test
	void anAccountThatIsRefusedStopsTheRunAndDecidesNothing() {
		Outcome outcome = judge(new Reply.StopSending("HTTP_401", "Unauthorized"));
		assertThat(outcome).isEqualTo(Outcome.of(Status.NOT_SENT, "HTTP_401", "Unauthorized"));
		assertThat(this.stop.requested()).hasValueSatisfying((stopped) -> {
			assertThat(stopped.reason()).isEqualTo(StopReason.ACCOUNT_REFUSED);
			assertThat(stopped.message()).contains("(HTTP_401): Unauthorized. ", "BULKSEND_API_TOKEN");
		});
	}

	@Test
	void aWrongAddressStopsTheRunAndBlamesNoRow() {
		Outcome outcome = judge(NOT_FOUND);
		assertThat(outcome).isEqualTo(Outcome.of(Status.NOT_SENT, "HTTP_404", "Nothing is there: check it"));
		assertThat(this.stop.requested()).hasValueSatisfying((stopped) -> {
			assertThat(stopped.reason()).isEqualTo(StopReason.WRONG_ADDRESS);
			assertThat(stopped.message()).startsWith("Nothing is there: check it. ");
		});
	}

	@Test
	void neitherARefusalNorDoubtShowsThatTheAddressIsRight() {
		judge(REFUSED);
		judge(UNKNOWN);
		assertThat(judge(NOT_FOUND).status()).isEqualTo(Status.NOT_SENT);
		assertThat(this.stop.requested()).isPresent();
	}

	@Test
	void onceAMessageWasAcceptedTheAddressIsRight() {
		judge(ACCEPTED);
		assertThat(judge(NOT_FOUND)).isEqualTo(Outcome.of(Status.REJECTED, "HTTP_404", "Refused so"));
		assertThat(judge(new Reply.WrongAddress("HTTP_200", "A page", UNKNOWN)).status()).isEqualTo(Status.IN_DOUBT);
		assertThat(this.stop.requested()).isEmpty();
	}

	@Test
	void soManyFailuresInARowStopTheRunAndTheLastOneIsNamed() {
		judge(UNKNOWN);
		judge(UNKNOWN);
		assertThat(this.stop.requested()).isEmpty();
		judge(REFUSED);
		assertThat(this.stop.requested()).hasValueSatisfying((stopped) -> {
			assertThat(stopped.reason()).isEqualTo(StopReason.MAX_FAILURES);
			assertThat(stopped.message()).startsWith("3 calls in a row").contains("8003: The recipient opted out. ");
		});
	}

	@Test
	void oneFailureIsNoRowOfThem() {
		judge(1).judge(this.outbound, REFUSED, NOW);
		assertThat(this.stop.requested()).map(StopSwitch.Stop::message)
			.hasValueSatisfying(
					(message) -> assertThat(message).startsWith("A call was not accepted; the last answer"));
	}

	@Test
	void anAcceptanceBeginsTheRowOfFailuresAnew() {
		for (int i = 0; i < 10; i++) {
			judge(REFUSED);
			judge(UNKNOWN);
			judge(ACCEPTED);
		}
		assertThat(this.stop.requested()).isEmpty();
	}

	@Test
	void whoeverAllowsAnyNumberOfFailuresIsNotStopped() {
		Judge patient = judge(0);
		for (int i = 0; i < 1_000; i++) {
			patient.judge(this.outbound, REFUSED, NOW);
		}
		assertThat(this.stop.requested()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = Reason.class, names = "TECHNICAL_ERROR", mode = EnumSource.Mode.EXCLUDE)
	void whatWasNotTakenIsTriedAgainAndIsNoFailure(Reason reason) {
		for (int i = 0; i < 10; i++) {
			assertThat(judge(again(reason, null)).status()).isEqualTo(Status.NOT_SENT);
		}
		assertThat(this.stop.requested()).isEmpty();
		assertThat(this.judge.trouble()).isEqualTo("In words.");
	}

	@Test
	void aCallThatCameTooFastIsTriedAgainInAMomentAndHoldsUpNoOther() {
		judge(again(Reason.TOO_FAST, null));
		assertThat(this.rateControl.isSlowed()).isFalse();
		assertThat(this.rateControl.throttle().due()).isLessThanOrEqualTo(NOW);
		assertThat(this.outbound.notBefore() - NOW).isBetween(SECOND / 4, SECOND * 3 / 4);
	}

	@Test
	void aMessageThatComesTooFastAgainAndAgainWaitsLongerUpToEightSeconds() {
		for (int i = 0; i < 20; i++) {
			judge(again(Reason.TOO_FAST, null));
		}
		assertThat(this.outbound.notBefore()).isEqualTo(NOW + 8 * SECOND);
		judge(again(Reason.TOO_FAST, Duration.ofSeconds(90)));
		assertThat(this.outbound.notBefore()).isEqualTo(NOW + 90 * SECOND);
	}

	@Test
	void whereManyComeTooFastAllAreSlowedDown() {
		for (int i = 0; i < 10; i++) {
			this.outbound.started(NOW);
			this.rateControl.start(NOW);
			judge(again(Reason.TOO_FAST, null));
		}
		assertThat(this.rateControl.isSlowed()).isTrue();
	}

	@Test
	void anApiThatIsAwayIsProbedAndTheMessageIsNotHeldBackBesides() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.outage.isOn()).isFalse();
			judge(again(Reason.UNREACHABLE, null));
		}
		assertThat(this.outage.isOn()).isTrue();
		assertThat(this.rateControl.isSlowed()).isFalse();
		assertThat(this.outbound.notBefore()).isEqualTo(NOW);
	}

	@Test
	void anApiThatAnswersIsThereAgainWhateverItSays() {
		for (Reply reply : new Reply[] { ACCEPTED, REFUSED, again(Reason.TECHNICAL_ERROR, null) }) {
			for (int i = 0; i < 3; i++) {
				judge(again(Reason.UNREACHABLE, null));
			}
			assertThat(this.outage.isOn()).isTrue();
			judge(reply);
			assertThat(this.outage.isOn()).as(reply.toString()).isFalse();
		}
	}

	@Test
	void noReplyDoesNotMeanThatTheApiIsThereAgain() {
		for (int i = 0; i < 3; i++) {
			judge(again(Reason.UNREACHABLE, null));
		}
		judge(UNKNOWN);
		assertThat(this.outage.isOn()).isTrue();
	}

	@Test
	void eachTryWhileTheApiIsNotInServiceWaitsTwiceAsLongUpToAMinute() {
		for (int tries = 1; tries <= 20; tries++) {
			long wait = SECOND << Math.min(tries - 1, 6);
			judge(again(Reason.UNAVAILABLE, null));
			assertThat(this.outbound.notBefore() - NOW).as("try " + tries).isBetween(wait / 2, wait / 2 * 3);
		}
	}

	@Test
	void aMessageWaitsAsLongAsTheApiAsks() {
		judge(again(Reason.UNAVAILABLE, Duration.ofMinutes(10)));
		assertThat(this.outbound.notBefore()).isEqualTo(NOW + 600 * SECOND);
		Outbound other = outbound();
		this.judge.judge(other, again(Reason.TECHNICAL_ERROR, Duration.ofMinutes(10)), NOW);
		assertThat(other.notBefore()).isEqualTo(NOW + 600 * SECOND);
	}

	@Test
	void theThirdTechnicalErrorOfAMessageIsItsLast() {
		Judge patient = judge(0);
		Reply error = again(Reason.TECHNICAL_ERROR, null);
		for (int i = 0; i < 2; i++) {
			assertThat(patient.judge(this.outbound, error, NOW).status()).isEqualTo(Status.NOT_SENT);
			assertThat(this.outbound.notBefore()).isGreaterThan(NOW);
			assertThat(patient.judge(outbound(), error, NOW).status()).isEqualTo(Status.NOT_SENT);
		}
		assertThat(patient.judge(this.outbound, error, NOW)).isEqualTo(Outcome.of(Status.REJECTED, "8005", "In words"));
	}

	@Test
	void technicalErrorsAreFailures() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.stop.requested()).isEmpty();
			this.judge.judge(outbound(), again(Reason.TECHNICAL_ERROR, null), NOW);
		}
		assertThat(this.stop.requested()).map(StopSwitch.Stop::reason).contains(StopReason.MAX_FAILURES);
	}

	private Judge judge(int maxFailures) {
		return new Judge(this.rateControl, this.outage, new Random(1), maxFailures, this.stop);
	}

	private Outcome judge(Reply reply) {
		return this.judge.judge(this.outbound, reply, NOW);
	}

	private static Reply again(Reason reason, @Nullable Duration retryAfter) {
		return new Reply.Again(reason, (reason == Reason.TECHNICAL_ERROR) ? "8005" : null, "In words", retryAfter);
	}

	private static Outbound outbound() {
		Message message = new Message("919833078369", RecipientType.INDIVIDUAL, "source", new ById("a-1"), null, null);
		return new Outbound(1, message, new MessageKey(1, 1), false);
	}

}
