package io.bulksend.send;

import java.time.Clock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.bulksend.api.Reply;
import io.bulksend.api.Reply.Again.Reason;
import io.bulksend.campaign.Code;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.Entry;
import io.bulksend.ledger.LedgerFixture;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.media.MediaIds;
import io.bulksend.throttle.Throttle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DispatcherTest {

	private static final LedgerFixture FIXTURE = LedgerFixture.inMemory();

	private static final SendSettings SETTINGS = new SendSettings(50, 64, 50, Duration.ofMinutes(5), 0, null, null,
			null, 0, 100);

	private static int campaigns;

	private final VirtualTime time = new VirtualTime();

	private final StopSwitch stop = new StopSwitch();

	private final ProgressBoard board = new ProgressBoard();

	private Canary canary = Canary.none();

	private final String campaign = "campaign " + campaigns++;

	private final MessageLedger ledger = FIXTURE.plannedFile(this.campaign, 10_000);

	@Test
	void sendsEveryMessageOnceAndBooksItsId() {
		FakeApi api = api(Duration.ofMillis(300), (recipient, call) -> new Reply.Accepted("id of " + recipient));
		run(api, SETTINGS, 100);
		assertThat(entries()).hasSize(100).allSatisfy((entry) -> {
			assertThat(entry.outcome().messageId()).isEqualTo("id of " + Outbounds.recipient(entry.row()));
			assertThat(entry.attempts()).isEqualTo(1);
		});
		assertThat(api.calls()).isEqualTo(100);
	}

	@Test
	void noCallStartsBeforeItsClaimIsCommitted() {
		MessageLedger otherConnection = FIXTURE.plannedFile(this.campaign, 10_000);
		FakeApi api = api(Duration.ofMillis(300), (recipient, call) -> {
			long row = Outbounds.row(recipient);
			assertThat(otherConnection.find(row, row)).singleElement()
				.satisfies((entry) -> assertThat(entry.outcome().errorCode()).isEqualTo("INTERRUPTED"));
			return new Reply.Accepted("id");
		});
		run(api, SETTINGS, 100);
		assertThat(api.calls()).isEqualTo(100);
	}

	@Test
	void keepsTheRateAcrossChunksWhateverTheLatency() {
		FakeApi api = api(Duration.ofMillis(500), (recipient, call) -> new Reply.Accepted("id"));
		Dispatcher dispatcher = dispatcher(api, SETTINGS);
		for (int chunk = 0; chunk < 100; chunk++) {
			dispatcher.send(Outbounds.messages(chunk * 12 + 1, 12));
		}
		dispatcher.settle();
		List<Long> starts = api.starts();
		double seconds = (starts.get(starts.size() - 1) - starts.get(0)) / 1e9;
		assertThat((starts.size() - 1) / seconds).isBetween(49.0, 50.5);
	}

	@Test
	void theOthersFollowTheFirstCallWhenItIsAnswered() {
		assertThat(thirdStart(1_000, Duration.ofMillis(30))).isBetween(Duration.ofMillis(30), Duration.ofMillis(40));
	}

	@Test
	void aSlowFirstCallHoldsUpTheOthersForAMomentOnly() {
		assertThat(thirdStart(1_000, Duration.ofSeconds(2))).isBetween(Duration.ofMillis(100), Duration.ofMillis(210));
	}

	@Test
	void withoutARateNoCallWaitsForTheFirst() {
		assertThat(thirdStart(0, Duration.ofSeconds(2))).isZero();
	}

	/** How long after the first call the third one starts. */
	private Duration thirdStart(double rate, Duration latency) {
		FakeApi api = api(latency, (recipient, call) -> new Reply.Accepted("id"));
		run(api, new SendSettings(rate, 64, 50, Duration.ofMinutes(5), 0, null, null, null, 0, 100), 10);
		return Duration.ofNanos(api.starts().get(2) - api.starts().get(0));
	}

	@Test
	void neverHasMoreCallsInFlightThanAllowed() {
		FakeApi api = api(Duration.ofSeconds(2), (recipient, call) -> new Reply.Accepted("id"));
		run(api, new SendSettings(0, 10, 50, Duration.ofMinutes(5), 0, null, null, null, 0, 100), 100);
		assertThat(api.mostInFlight()).isEqualTo(10);
		assertThat(api.calls()).isEqualTo(100);
	}

	@Test
	void claimsOnlyWhatStartsWithinMilliseconds() {
		MessageLedger otherConnection = FIXTURE.plannedFile(this.campaign, 10_000);
		List<Integer> claimed = new ArrayList<>();
		FakeApi api = api(Duration.ofDays(1), (recipient, call) -> {
			long row = Outbounds.row(recipient);
			claimed.add(otherConnection.find(row + 1, 1_000).size());
			return null;
		});
		Dispatcher dispatcher = dispatcher(api,
				new SendSettings(50, 1_000, 50, Duration.ofMinutes(5), 0, null, null, null, 0, 100));
		dispatcher.send(Outbounds.messages(1, 100));
		assertThat(claimed).hasSize(100).allMatch((ahead) -> ahead <= Throttle.allowance(50));
	}

	@Test
	void aTechnicalErrorIsTriedThreeTimes() {
		FakeApi api = api(Duration.ofMillis(100),
				(recipient, call) -> new Reply.Again(Reason.TECHNICAL_ERROR, "8005", "Technical error", null));
		run(api, SETTINGS, 1);
		assertThat(api.calls()).isEqualTo(3);
		assertThat(entries()).singleElement().satisfies((entry) -> {
			assertThat(entry.outcome().status()).isEqualTo(Status.REJECTED);
			assertThat(entry.outcome().errorCode()).isEqualTo("8005");
			assertThat(entry.attempts()).isEqualTo(3);
		});
	}

	@Test
	void tooFastCostsNoTry() {
		FakeApi api = api(Duration.ofMillis(100),
				(recipient, call) -> (call <= 20)
						? new Reply.Again(Reason.TOO_FAST, "HTTP_429", "Too many", Duration.ofSeconds(1))
						: new Reply.Accepted("id"));
		run(api, SETTINGS, 3);
		assertThat(entries()).hasSize(3).allMatch((entry) -> entry.outcome().status() == Status.ACCEPTED);
	}

	@Test
	void waitsAsLongAsTheApiAsksBeforeAnyOtherCall() {
		FakeApi api = api(Duration.ofMillis(1),
				(recipient, call) -> (recipient.equals(Outbounds.recipient(10)) && call == 1)
						? new Reply.Again(Reason.TOO_FAST, "HTTP_429", "Too many", Duration.ofSeconds(30))
						: new Reply.Accepted("id"));
		run(api, SETTINGS, 20);
		List<Long> starts = api.starts();
		assertThat(starts.get(10) - starts.get(9)).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(30));
		assertThat(entries()).hasSize(20).allMatch((entry) -> entry.outcome().status() == Status.ACCEPTED);
	}

	@Test
	void goesOnWhenTheApiIsBack() {
		FakeApi api = api(Duration.ofMillis(100), (recipient, call) -> (this.time.nanos() < TimeUnit.MINUTES.toNanos(4))
				? new Reply.Again(Reason.UNREACHABLE, null, "No connection", null) : new Reply.Accepted("id"));
		run(api, SETTINGS, 500);
		assertThat(entries()).hasSize(500).allMatch((entry) -> entry.outcome().status() == Status.ACCEPTED);
		assertThat(api.calls()).as("probes while the API is away").isLessThan(600);
	}

	@Test
	void givesUpWhenTheApiStaysAwayAndLosesNothing() {
		FakeApi api = api(Duration.ofMillis(100),
				(recipient, call) -> new Reply.Again(Reason.UNREACHABLE, null, "No connection", null));
		run(api, SETTINGS, 500);
		assertThat(this.stop.requested()).hasValueSatisfying((stop) -> {
			assertThat(stop.reason()).isEqualTo(StopReason.UNREACHABLE);
			assertThat(stop.message()).contains(" 5m. No connection. Run the same command");
		});
		assertThat(this.time.nanos()).isBetween(TimeUnit.MINUTES.toNanos(5), TimeUnit.MINUTES.toNanos(6));
		assertThat(entries()).allMatch((entry) -> entry.outcome().status() == Status.NOT_SENT);
	}

	@Test
	void stopsAtOnceWhenTheAccountIsRefused() {
		FakeApi api = api(Duration.ofMillis(100),
				(recipient, call) -> new Reply.StopSending("HTTP_401", "Unauthorized"));
		run(api, SETTINGS, 500);
		assertThat(this.stop.requested()).map(StopSwitch.Stop::reason).contains(StopReason.ACCOUNT_REFUSED);
		assertThat(api.calls()).isEqualTo(1);
		assertThat(entries()).singleElement()
			.satisfies((entry) -> assertThat(entry.outcome().status()).isEqualTo(Status.NOT_SENT));
	}

	@Test
	void stopsAfterSoManyFailuresInARow() {
		FakeApi api = api(Duration.ofMillis(1), (recipient, call) -> new Reply.Refused("8003", "No such contact"));
		run(api, SETTINGS, 500);
		assertThat(this.stop.requested()).map(StopSwitch.Stop::reason).contains(StopReason.MAX_FAILURES);
		assertThat(api.calls()).isBetween(50, 52);
	}

	@Test
	void anAcceptanceBreaksTheRowOfFailures() {
		FakeApi api = api(Duration.ofMillis(1), (recipient, call) -> recipient.endsWith("0") ? new Reply.Accepted("id")
				: new Reply.Refused("8003", "No such contact"));
		run(api, SETTINGS, 500);
		assertThat(this.stop.requested()).isEmpty();
		assertThat(entries()).hasSize(500);
	}

	@Test
	void theUnknownIsInDoubtAndNotSentAgain() {
		FakeApi api = api(Duration.ofMillis(1),
				(recipient, call) -> new Reply.Unknown(Code.NO_REPLY, "No reply within 30 s."));
		run(api, SETTINGS, 5);
		assertThat(api.calls()).isEqualTo(5);
		assertThat(entries()).hasSize(5).allSatisfy((entry) -> {
			assertThat(entry.outcome().status()).isEqualTo(Status.IN_DOUBT);
			assertThat(entry.outcome().errorCode()).isEqualTo("NO_REPLY");
		});
	}

	@Test
	void aStopWaitsForTheCallsUnderWayAndStartsNoOther() {
		FakeApi api = api(Duration.ofSeconds(1), (recipient, call) -> new Reply.Accepted("id"));
		this.time.in(Duration.ofSeconds(3), () -> this.stop.request(StopReason.SIGNAL, "Stopped"));
		run(api, SETTINGS, 500);
		assertThat(entries()).hasSize(api.calls()).allMatch((entry) -> entry.outcome().status() == Status.ACCEPTED);
		assertThat(api.calls()).isBetween(50, 200);
		assertThat(api.starts()).allMatch((start) -> start <= TimeUnit.MILLISECONDS.toNanos(3_010));
	}

	@Test
	void whatIsNotAnsweredWhenAStopRunsOutOfTimeIsInDoubt() {
		FakeApi api = api(Duration.ofSeconds(1),
				(recipient, call) -> recipient.equals(Outbounds.recipient(7)) ? null : new Reply.Accepted("id"));
		this.time.in(Duration.ofSeconds(3), () -> this.stop.request(StopReason.SIGNAL, "Stopped"));
		run(api, SETTINGS, 500);
		assertThat(this.time.nanos()).isLessThan(TimeUnit.SECONDS.toNanos(15));
		assertThat(entries()).filteredOn((entry) -> entry.outcome().status() != Status.ACCEPTED)
			.singleElement()
			.satisfies((entry) -> {
				assertThat(entry.row()).isEqualTo(7);
				assertThat(entry.outcome().status()).isEqualTo(Status.IN_DOUBT);
			});
	}

	@Test
	void aStopInAHurryDoesNotWaitForTheCallsUnderWay() {
		FakeApi api = api(Duration.ofSeconds(1),
				(recipient, call) -> recipient.equals(Outbounds.recipient(7)) ? null : new Reply.Accepted("id"));
		this.time.in(Duration.ofSeconds(3), () -> this.stop.request(StopReason.SIGNAL, "Stopped"));
		this.time.in(Duration.ofSeconds(5), this.stop::hurry);
		run(api, SETTINGS, 500);
		assertThat(this.time.nanos()).isLessThan(TimeUnit.MILLISECONDS.toNanos(6_500));
		assertThat(entries()).filteredOn((entry) -> entry.outcome().status() != Status.ACCEPTED)
			.singleElement()
			.satisfies((entry) -> assertThat(entry.outcome().status()).isEqualTo(Status.IN_DOUBT));
	}

	@Test
	void whoIsHeldUpWhileItEndsReadsWhatArrivedMeanwhile() {
		List<Boolean> ended = new ArrayList<>();
		FakeApi api = api(Duration.ofSeconds(4), (recipient, call) -> new Reply.Accepted("id"));
		Caller caller = new Caller() {

			@Override
			public void call(Message message, Consumer<Reply> done) {
				api.call(message, (reply) -> {
					if (ended.isEmpty()) {
						done.accept(reply);
					}
				});
			}

			@Override
			public void endCalls() {
				ended.add(true);
			}

		};
		this.time.in(Duration.ofSeconds(2), () -> this.stop.request(StopReason.SIGNAL, "Stopped"));
		this.time.in(Duration.ofSeconds(3), () -> this.time.holdUp(Duration.ofSeconds(15)));
		Dispatcher dispatcher = dispatcher(caller, SETTINGS);
		dispatcher.send(Outbounds.messages(1, 100));
		dispatcher.close();
		assertThat(entries()).isNotEmpty()
			.allSatisfy((entry) -> assertThat(entry.outcome().status()).isEqualTo(Status.ACCEPTED));
	}

	@Test
	void sendsNoMoreThanTheLimit() {
		FakeApi api = api(Duration.ofMillis(100), (recipient, call) -> new Reply.Accepted("id"));
		run(api, new SendSettings(50, 64, 50, Duration.ofMinutes(5), 7, null, null, null, 0, 100), 20);
		assertThat(api.calls()).isEqualTo(7);
		assertThat(this.stop.requested()).map(StopSwitch.Stop::reason).contains(StopReason.LIMIT);
	}

	@Test
	void theOthersFollowOnceEnoughOfTheFirstWereAccepted() {
		this.canary = new Canary(10, 90, Map.of());
		FakeApi api = api(Duration.ofMillis(500), (recipient, call) -> recipient.equals(Outbounds.recipient(3))
				? new Reply.Refused("8003", "No such contact") : new Reply.Accepted("id"));
		run(api, SETTINGS, 30);
		assertThat(api.starts().get(10) - api.starts().get(9))
			.isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
		assertThat(api.calls()).isEqualTo(30);
		assertThat(this.stop.requested()).isEmpty();
	}

	@Test
	void theOthersStayWhereTooFewOfTheFirstWereAccepted() {
		this.canary = new Canary(10, 90, Map.of());
		FakeApi api = api(Duration.ofMillis(500),
				(recipient,
						call) -> recipient.equals(Outbounds.recipient(3)) || recipient.equals(Outbounds.recipient(4))
								? new Reply.Refused("8003", "No such contact") : new Reply.Accepted("id"));
		run(api, SETTINGS, 30);
		assertThat(api.calls()).isEqualTo(10);
		assertThat(this.stop.requested()).hasValueSatisfying((stop) -> {
			assertThat(stop.reason()).isEqualTo(StopReason.CANARY_FAILED);
			assertThat(stop.message())
				.startsWith("Only 8 of the first 10 messages were accepted, but --canary asks for" + " 90 %.");
		});
	}

	@Test
	void aCanaryThatFailedBeforeLetsNothingOut() {
		this.canary = new Canary(10, 90, Map.of(Status.ACCEPTED, 8L, Status.REJECTED, 2L));
		FakeApi api = api(Duration.ofMillis(500), (recipient, call) -> new Reply.Accepted("id"));
		run(api, SETTINGS, 30);
		assertThat(api.calls()).isZero();
		assertThat(this.stop.requested()).map(StopSwitch.Stop::reason).contains(StopReason.CANARY_FAILED);
	}

	@Test
	void aMessageOfTheCanaryThatIsTriedAgainCountsWhenItIsDecided() {
		this.canary = new Canary(10, 100, Map.of());
		FakeApi api = api(Duration.ofMillis(100),
				(recipient, call) -> recipient.equals(Outbounds.recipient(3)) && call < 3
						? new Reply.Again(Reason.TECHNICAL_ERROR, "8005", "Technical error", null)
						: new Reply.Accepted("id"));
		run(api, SETTINGS, 30);
		assertThat(api.calls()).isEqualTo(32);
		assertThat(this.stop.requested()).isEmpty();
	}

	@Test
	void noCallStartsAfterTheLastMoment() {
		Instant last = this.time.instant().plusSeconds(4);
		FakeApi api = api(Duration.ofSeconds(2), (recipient, call) -> new Reply.Accepted("id"));
		run(api, notAfter(last), 500);
		assertThat(api.starts()).isNotEmpty().allMatch((start) -> start < TimeUnit.SECONDS.toNanos(4));
		assertThat(entries()).hasSize(api.calls()).allMatch((entry) -> entry.outcome().status() == Status.ACCEPTED);
		assertThat(this.stop.requested()).hasValueSatisfying((stop) -> {
			assertThat(stop.reason()).isEqualTo(StopReason.TIME_OVER);
			assertThat(stop.message()).startsWith("Nothing may be sent after ").doesNotContain("nothing was sent");
		});
	}

	@Test
	void noCallStartsAfterTheLastMomentThoughItsSlotIsLater() {
		Instant last = this.time.instant().plusSeconds(4);
		FakeApi api = api(Duration.ofSeconds(2), (recipient, call) -> new Reply.Accepted("id"));
		Pace slow = (Pace) Proxy.newProxyInstance(Pace.class.getClassLoader(), new Class<?>[] { Pace.class },
				(proxy, method, arguments) -> method.getName().equals("startAt")
						? this.time.nanos() + TimeUnit.MILLISECONDS.toNanos(80) : method.invoke(Pace.FREE, arguments));
		Dispatcher dispatcher = new Dispatcher(api, MediaIds.NONE, this.ledger, notAfter(last), this.stop, this.canary,
				DailyLimit.none(), this.board, slow, this.time, new Random(1));
		this.time.holdUp(Duration.ofMillis(2_950));
		dispatcher.send(Outbounds.messages(1, 20));
		assertThat(api.calls()).isZero();
		assertThat(this.stop.requested()).map(StopSwitch.Stop::reason).contains(StopReason.TIME_OVER);
		assertThat(entries()).extracting((entry) -> entry.outcome().status())
			.doesNotContain(Status.IN_DOUBT)
			.contains(Status.NOT_SENT);
	}

	@Test
	void whenTheLastMomentHasPassedNothingIsSent() {
		FakeApi api = api(Duration.ofSeconds(2), (recipient, call) -> new Reply.Accepted("id"));
		run(api, notAfter(this.time.instant()), 500);
		assertThat(api.calls()).isZero();
		assertThat(this.stop.requested())
			.hasValueSatisfying((stop) -> assertThat(stop.message()).endsWith(": nothing was sent now."));
	}

	@Test
	void whatWasClaimedWhileTheStopWasAskedForIsPutBackAndCountsNoAttempt() {
		FakeApi api = api(Duration.ofSeconds(1), (recipient, call) -> new Reply.Accepted("id"));
		MessageLedger slow = slowLedger(Duration.ZERO, () -> {
			if (api.calls() == 20) {
				this.stop.request(StopReason.SIGNAL, "Stopped");
			}
		});
		run(api, slow, SETTINGS, 500);
		assertThat(api.calls()).isEqualTo(20);
		assertThat(entries()).filteredOn((entry) -> entry.row() <= 20)
			.hasSize(20)
			.allMatch((entry) -> entry.outcome().status() == Status.ACCEPTED);
		assertThat(entries()).filteredOn((entry) -> entry.row() > 20)
			.isNotEmpty()
			.allMatch((entry) -> entry.outcome().status() == Status.NOT_SENT && entry.attempts() == 0);
	}

	@Test
	void noCallStartsAfterTheLastMomentHoweverLongItsClaimTook() {
		Instant last = this.time.instant().plusSeconds(4);
		FakeApi api = api(Duration.ofMillis(100), (recipient, call) -> new Reply.Accepted("id"));
		MessageLedger slow = slowLedger(Duration.ofMillis(700), () -> {
		});
		run(api, slow, notAfter(last), 500);
		assertThat(api.starts()).isNotEmpty().allMatch((start) -> start < TimeUnit.SECONDS.toNanos(4));
		assertThat(entries()).filteredOn((entry) -> entry.outcome().status() == Status.ACCEPTED).hasSize(api.calls());
		assertThat(entries()).filteredOn((entry) -> entry.outcome().status() != Status.ACCEPTED)
			.isNotEmpty()
			.allMatch((entry) -> entry.outcome().status() == Status.NOT_SENT);
	}

	/** A ledger that takes its time for a claim. */
	private MessageLedger slowLedger(Duration time, Runnable meanwhile) {
		return FIXTURE.plannedFile(this.campaign, 10_000, new Clock() {
			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				DispatcherTest.this.time.sleepUntil(DispatcherTest.this.time.nanos() + time.toNanos());
				meanwhile.run();
				return DispatcherTest.this.time.instant();
			}
		});
	}

	private static SendSettings notAfter(Instant last) {
		return new SendSettings(50, 64, 50, Duration.ofMinutes(5), 0, null, null,
				new LastMoment(last.atZone(ZoneOffset.UTC)), 0, 100);
	}

	@Test
	void tellsHowFarItHasCome() {
		FakeApi api = api(Duration.ofMillis(100), (recipient, call) -> {
			if (recipient.equals(Outbounds.recipient(1))) {
				return new Reply.Refused("8003", "No such contact");
			}
			if (recipient.equals(Outbounds.recipient(2))) {
				return new Reply.Unknown(Code.NO_REPLY, "No reply within 30 s.");
			}
			return (recipient.equals(Outbounds.recipient(3)) && call == 1)
					? new Reply.Again(Reason.TECHNICAL_ERROR, "8005", "Technical error", null)
					: new Reply.Accepted("id");
		});
		Dispatcher dispatcher = dispatcher(api, SETTINGS);
		dispatcher.send(Outbounds.messages(1, 10));
		assertThat(this.board.latest().calls()).isBetween(9L, 11L);
		assertThat(this.board.latest().inFlight()).isPositive();
		dispatcher.settle();
		assertThat(this.board.latest()).isEqualTo(new SendProgress(11, 1, 8, 1, 1, 0, 0, 50, null));
		assertThat(this.board.latest().decided()).isEqualTo(10);
	}

	@Test
	void tellsThatTheApiIsAway() {
		FakeApi api = api(Duration.ofMillis(100),
				(recipient, call) -> new Reply.Again(Reason.UNREACHABLE, null, "No connection", null));
		run(api, SETTINGS, 500);
		assertThat(this.board.latest().apiAway()).isTrue();
		assertThat(this.board.latest().decided()).isZero();
		assertThat(this.board.latest().waiting()).extracting(Waiting::reason, Waiting::until)
			.containsExactly("No connection", null);
	}

	@Test
	void tellsUntilWhenTheApiAsksToWaitAndWhenItGivesUp() {
		Instant begin = this.time.instant();
		FakeApi api = api(Duration.ofMillis(100),
				(recipient, call) -> new Reply.Again(Reason.TOO_FAST, "HTTP_429", "Too many.", Duration.ofMinutes(2)));
		this.time.in(Duration.ofMinutes(1), () -> this.stop.request(StopReason.SIGNAL, "Stopped"));
		run(api, SETTINGS, 500);
		Waiting waiting = this.board.latest().waiting();
		assertThat(waiting).isNotNull();
		assertThat(waiting.apiAway()).isFalse();
		assertThat(waiting.reason()).isEqualTo("Too many");
		assertThat(waiting.until()).isBetween(begin.plusSeconds(120), begin.plusSeconds(121));
		assertThat(waiting.givesUp()).isBetween(begin.plusSeconds(420), begin.plusSeconds(421));
	}

	@Test
	void anApiThatAsksToWaitBeyondAllPatienceIsNotCalledAgain() {
		Instant begin = this.time.instant();
		FakeApi api = api(Duration.ofMillis(100),
				(recipient, call) -> new Reply.Again(Reason.TOO_FAST, "HTTP_429", "Too many.", Duration.ofMinutes(6)));
		run(api, SETTINGS, 500);
		assertThat(this.stop.requested()).map(StopSwitch.Stop::reason).contains(StopReason.API_ASKS_TO_WAIT);
		assertThat(this.time.instant()).isBefore(begin.plusSeconds(2));
		assertThat(entries()).isNotEmpty().allMatch((entry) -> entry.outcome().status() == Status.NOT_SENT);
	}

	@Test
	void aStopWaitsForAnswersNoShorterWhereTheProcessWasHeldUp() {
		FakeApi api = api(Duration.ofSeconds(5), (recipient, call) -> new Reply.Accepted("id"));
		List<Long> ends = new ArrayList<>();
		Caller caller = new Caller() {

			@Override
			public void call(Message message, Consumer<Reply> done) {
				api.call(message, done);
			}

			@Override
			public void endCalls() {
				ends.add(DispatcherTest.this.time.nanos());
			}

		};
		this.time.in(Duration.ofSeconds(1), () -> this.stop.request(StopReason.SIGNAL, "Stopped"));
		this.time.in(Duration.ofSeconds(2), () -> this.time.holdUp(Duration.ofMinutes(10)));
		Dispatcher dispatcher = new Dispatcher(caller, this.ledger, SETTINGS, this.stop, this.canary, DailyLimit.none(),
				this.board, this.time, new Random(1));
		dispatcher.send(Outbounds.messages(1, 100));
		assertThat(ends).isEmpty();
		assertThat(entries()).allMatch((entry) -> entry.outcome().status() == Status.ACCEPTED);
	}

	@Test
	void aRestartBeginsAtTheFirstRowThatIsNotDecided() {
		FakeApi api = api(Duration.ofMillis(100),
				(recipient, call) -> recipient.equals(Outbounds.recipient(5))
						? new Reply.Again(Reason.UNAVAILABLE, "HTTP_503", "Away", Duration.ofMinutes(2))
						: new Reply.Accepted("id"));
		Dispatcher dispatcher = dispatcher(api, SETTINGS);
		dispatcher.send(Outbounds.messages(1, 100));
		assertThat(dispatcher.settledUpTo(100)).isEqualTo(4);
	}

	private void run(FakeApi api, SendSettings settings, int messages) {
		run(api, this.ledger, settings, messages);
	}

	private void run(FakeApi api, MessageLedger ledger, SendSettings settings, int messages) {
		Dispatcher dispatcher = new Dispatcher(api, ledger, settings, this.stop, this.canary, DailyLimit.none(),
				this.board, this.time, new Random(1));
		dispatcher.send(Outbounds.messages(1, messages));
		dispatcher.settle();
	}

	private FakeApi api(Duration latency, FakeApi.Behaviour behaviour) {
		return new FakeApi(this.time, latency, behaviour);
	}

	private Dispatcher dispatcher(Caller api, SendSettings settings) {
		return new Dispatcher(api, this.ledger, settings, this.stop, this.canary, DailyLimit.none(), this.board,
				this.time, new Random(1));
	}

	private List<Entry> entries() {
		return this.ledger.find(1, 10_000);
	}

}
