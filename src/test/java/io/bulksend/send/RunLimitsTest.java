package io.bulksend.send;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.bulksend.api.Reply;
import io.bulksend.api.Reply.Again.Reason;
import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RunLimitsTest {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private final StopSwitch stop = new StopSwitch();

	private final Outage outage = new Outage(Duration.ofSeconds(90), new Random(1));

	private final Judge judge = new Judge(new RateControl(0, 0), this.outage, new Random(1), 0, this.stop);

	@Test
	void asManyMessagesAsThisRunMaySendAndNoMore() {
		RunLimits limits = limits(3, Canary.none());
		for (int i = 0; i < 3; i++) {
			assertThat(limits.mayTake()).isTrue();
			limits.taken(outbound().message(), Instant.EPOCH);
		}
		assertThat(limits.mayTake()).isFalse();
	}

	@Test
	void theLimitStopsARunOnlyWhenNoneIsUnderWayAndOthersWait() {
		RunLimits limits = limits(1, Canary.none());
		limits.enforce(0, true, true);
		limits.taken(outbound().message(), Instant.EPOCH);
		limits.enforce(0, true, false);
		limits.enforce(0, false, true);
		assertThat(this.stop.requested()).isEmpty();
		limits.enforce(0, true, true);
		assertStopped(StopReason.LIMIT, "Sent 1 message, as");
	}

	@Test
	void withoutALimitAnyNumberMayGo() {
		RunLimits limits = limits(0, Canary.none());
		for (int i = 0; i < 100_000; i++) {
			limits.taken(outbound().message(), Instant.EPOCH);
		}
		assertThat(limits.mayTake()).isTrue();
		limits.enforce(0, true, true);
		assertThat(this.stop.requested()).isEmpty();
	}

	@Test
	void theOthersWaitForTheFirstOnes() {
		RunLimits limits = limits(0, new Canary(2, 100, Map.of()));
		limits.taken(outbound().message(), Instant.EPOCH);
		limits.taken(outbound().message(), Instant.EPOCH);
		assertThat(limits.mayTake()).isFalse();
		limits.decided(outbound().message(), Status.ACCEPTED, NOON);
		assertThat(limits.mayTake()).isFalse();
		limits.decided(outbound().message(), Status.ACCEPTED, NOON);
		assertThat(limits.mayTake()).isTrue();
	}

	@Test
	void firstOnesThatFailStopTheRunIfOthersWouldFollow() {
		RunLimits limits = limits(0, new Canary(2, 100, Map.of()));
		limits.taken(outbound().message(), Instant.EPOCH);
		limits.taken(outbound().message(), Instant.EPOCH);
		limits.decided(outbound().message(), Status.ACCEPTED, NOON);
		limits.enforce(0, true, false);
		limits.decided(outbound().message(), Status.REJECTED, NOON);
		limits.enforce(0, false, true);
		assertThat(this.stop.requested()).isEmpty();
		limits.enforce(0, true, false);
		assertStopped(StopReason.CANARY_FAILED, "Only 1 of the first 2 messages");
		assertThat(limits.mayTake()).isFalse();
	}

	@Test
	void anApiThatIsAwayForTooLongStopsTheRunAndItsLastWordsAreSaid() {
		RunLimits limits = limits(0, Canary.none());
		for (int i = 0; i < 3; i++) {
			this.judge.judge(outbound(), new Reply.Again(Reason.UNREACHABLE, null, "Connection refused", null), 0);
		}
		limits.enforce(TimeUnit.SECONDS.toNanos(89), true, false);
		assertThat(this.stop.requested()).isEmpty();
		limits.enforce(TimeUnit.SECONDS.toNanos(90), true, false);
		assertStopped(StopReason.UNREACHABLE, "for 1m 30s. Connection refused. ");
	}

	@Test
	void anApiThatAsksToWaitBeyondAllPatienceStopsTheRunAtOnceAndItIsSaidUntilWhen() {
		RunLimits limits = limits(0, Canary.none());
		this.judge.judge(outbound(), again(Reason.TOO_FAST, Duration.ofSeconds(90)), 0);
		limits.enforceHours(NOON);
		assertThat(this.stop.requested()).isEmpty();
		this.judge.judge(outbound(), again(Reason.TOO_FAST, Duration.ofSeconds(91)), 0);
		limits.enforceHours(NOON);
		assertStopped(StopReason.API_ASKS_TO_WAIT,
				"until " + NOON.plusSeconds(91)
					.atZone(ZoneId.systemDefault())
					.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx")) + ", ");
		assertStopped(StopReason.API_ASKS_TO_WAIT, "Too busy. Run the same command again then");
	}

	@ParameterizedTest
	@EnumSource(value = Reason.class, names = { "UNAVAILABLE", "TECHNICAL_ERROR" })
	void howeverItAsksToWait(Reason reason) {
		this.judge.judge(outbound(), again(reason, Duration.ofHours(1)), 0);
		limits(0, Canary.none()).enforceHours(NOON);
		assertStopped(StopReason.API_ASKS_TO_WAIT, "Too busy");
	}

	@Test
	void outsideItsHoursARunStops() {
		RunLimits limits = limits(SendWindow.parse("09:00-12:00", ZoneOffset.UTC), null);
		limits.enforceHours(NOON.minusSeconds(1));
		assertThat(this.stop.requested()).isEmpty();
		limits.enforceHours(NOON);
		assertStopped(StopReason.WINDOW_CLOSED, "09:00-12:00");
	}

	@Test
	void beforeTheFirstMomentARunStopsAndSaysWhenItMayGoOn() {
		RunLimits limits = new RunLimits(
				new SendSettings(0, 1, 0, Duration.ofSeconds(90), 0, null,
						FirstMoment.parse("2026-11-22T13:00+01:00", ZoneOffset.UTC), null, 0, 100),
				Canary.none(), this.outage, this.judge, this.stop, DailyLimit.none());
		limits.enforceHours(NOON);
		assertThat(this.stop.requested()).isEmpty();
		limits.enforceHours(NOON.minusMillis(1));
		assertStopped(StopReason.NOT_BEFORE, "before 2026-11-22 13:00 +01:00: nothing was sent now");
	}

	@Test
	void nothingCouldEverBeSentWhereTheFirstMomentIsNotBeforeTheLast() {
		for (String first : List.of("2026-11-22T12:00", "2026-11-22T12:01")) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> new SendSettings(0, 1, 0, Duration.ofSeconds(90), 0, null,
						FirstMoment.parse(first, ZoneOffset.UTC), LastMoment.parse("2026-11-22T12:00", ZoneOffset.UTC),
						0, 100))
				.withMessageStartingWith("not-before must be before not-after");
		}
	}

	@Test
	void afterTheLastMomentARunStopsAndSaysIfItSentNothing() {
		RunLimits limits = limits(null, LastMoment.parse("2026-11-22T12:00", ZoneOffset.UTC));
		limits.enforceHours(NOON.minusSeconds(2));
		assertThat(this.stop.requested()).isEmpty();
		limits.enforceHours(NOON);
		assertStopped(StopReason.TIME_OVER, "nothing was sent now");
	}

	@Test
	void whatItSentBeforeTheLastMomentIsNotCalledNothing() {
		RunLimits limits = limits(null, LastMoment.parse("2026-11-22T12:00", ZoneOffset.UTC));
		limits.taken(outbound().message(), Instant.EPOCH);
		limits.enforceHours(NOON);
		assertThat(this.stop.requested()).map(StopSwitch.Stop::message)
			.hasValueSatisfying((message) -> assertThat(message).doesNotContain("nothing was sent"));
	}

	@Test
	void withoutHoursAnyTimeWillDo() {
		limits(null, null).enforceHours(NOON);
		assertThat(this.stop.requested()).isEmpty();
	}

	private RunLimits limits(long limit, Canary canary) {
		return new RunLimits(new SendSettings(0, 1, 0, Duration.ofSeconds(90), limit, null, null, null, 0, 100), canary,
				this.outage, this.judge, this.stop, DailyLimit.none());
	}

	private RunLimits limits(@Nullable SendWindow window, @Nullable LastMoment notAfter) {
		return new RunLimits(new SendSettings(0, 1, 0, Duration.ofSeconds(90), 0, window, null, notAfter, 0, 100),
				Canary.none(), this.outage, this.judge, this.stop, DailyLimit.none());
	}

	private void assertStopped(StopReason reason, String words) {
		assertThat(this.stop.requested()).hasValueSatisfying((stopped) -> {
			assertThat(stopped.reason()).isEqualTo(reason);
			assertThat(stopped.message()).contains(words);
		});
	}

	private static Reply again(Reason reason, Duration retryAfter) {
		return new Reply.Again(reason, "HTTP_503", "Too busy", retryAfter);
	}

	private static Outbound outbound() {
		Message message = new Message("919833078369", RecipientType.INDIVIDUAL, "source", new ById("a-1"), null, null);
		return new Outbound(1, message, new MessageKey(1, 1), false);
	}

}
