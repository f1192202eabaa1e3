package io.bulksend.run.worker;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import io.bulksend.campaign.Status;
import io.bulksend.progress.RunProgress;
import io.bulksend.run.Launcher;
import io.bulksend.run.RunResult;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What ends a run that hands its rows out before all were sent: nobody sends any more.
 */
class StoppedWorkersTest extends WorkersInProcess {

	@Test
	void nobodyStartsACallAfterTheLastMoment() throws Exception {
		try (RecordingServer server = slow(5); Worker worker = new Worker(server)) {
			Instant last = Instant.now().plusSeconds(4);
			RunResult result = send(server, 2_000, "--bulksend.rate=100", "--bulksend.not-after=" + last);
			assertThat(result.stop().orElseThrow().reason()).isEqualTo(StopReason.TIME_OVER);
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(server.requests().size()).isPositive();
			assertThat(result.summary().count(Status.NOT_SENT)).isEqualTo(2_000 - server.requests().size())
				.isPositive();
			assertThat(number("select count(*) from bulksend_channel_message")).isZero();
			assertThat(worker.isAlive()).isTrue();
		}
	}

	@Test
	void aWindowThatClosesStopsAllAndTheNextRunGoesOn() throws Exception {
		try (RecordingServer server = slow(5); Worker worker = new Worker(server)) {
			ZoneOffset zone = whereAMinuteEndsIn(6);
			LocalTime closes = LocalTime.now(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
			RunResult result = send(server, 2_000, "--bulksend.rate=100", "--bulksend.zone=" + zone,
					"--bulksend.window=" + closes.minusHours(2) + "-" + closes);
			StopReason reason = result.stop().orElseThrow().reason();
			assertThat(reason).isEqualTo(StopReason.WINDOW_CLOSED);
			assertThat(reason.needsAPerson()).isFalse();
			int sent = server.requests().size();
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(sent).isPositive();
			assertThat(result.summary().count(Status.NOT_SENT)).isEqualTo(2_000 - sent).isPositive();
			assertThat(number("select count(*) from bulksend_channel_message")).isZero();
			assertThat(worker.isAlive()).isTrue();
			assertThat(send(server, 2_000).summary().count(Status.ACCEPTED)).isEqualTo(2_000);
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates().hasSize(2_000);
		}
	}

	@Test
	void outsideTheWindowNobodyStartsACall() throws Exception {
		try (RecordingServer server = slow(0); Worker worker = new Worker(server)) {
			LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
			RunResult result = send(server, 100, "--bulksend.zone=UTC",
					"--bulksend.window=" + now.plusHours(2) + "-" + now.plusHours(4));
			assertThat(result.stop().orElseThrow().reason()).isEqualTo(StopReason.WINDOW_CLOSED);
			assertThat(server.requests()).isEmpty();
			assertThat(worker.isAlive()).isTrue();
		}
	}

	@Test
	void noMoreThanTheLimitIsHandedOut() throws Exception {
		try (RecordingServer server = slow(5); Worker worker = new Worker(server)) {
			RunResult result = send(server, 200, "--bulksend.limit=70");
			assertThat(result.stop().orElseThrow().reason()).isEqualTo(StopReason.LIMIT);
			assertThat(server.requests()).hasSize(70);
			assertThat(result.summary().count(Status.NOT_SENT)).isEqualTo(130);
			assertThat(send(server, 200).summary().count(Status.ACCEPTED)).isEqualTo(200);
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates().hasSize(200);
			assertThat(worker.isAlive()).isTrue();
		}
	}

	@Test
	void theOthersFollowTheCanaryOnlyIfEnoughOfItWasAccepted() throws Exception {
		try (RecordingServer server = answering((number) -> Answer.refused(400, "8002"));
				Worker worker = new Worker(server)) {
			RunResult result = send(server, 100, "--bulksend.canary=10");
			assertThat(result.stop().orElseThrow().reason()).isEqualTo(StopReason.CANARY_FAILED);
			assertThat(server.requests()).hasSize(10);
			assertThat(worker.isAlive()).isTrue();
		}
		try (RecordingServer server = slow(0)) {
			assertThat(send(server, "other", 100, "--bulksend.canary=10").summary().count(Status.ACCEPTED))
				.isEqualTo(100);
		}
	}

	@Test
	void recipientsOfADayAreCountedOverAll() throws Exception {
		try (RecordingServer server = slow(0); Worker worker = new Worker(server)) {
			RunResult result = send(server, 100, "--bulksend.per-day=30");
			assertThat(result.stop().orElseThrow().reason()).isEqualTo(StopReason.PER_DAY);
			assertThat(server.requests()).hasSize(30);
			assertThat(worker.isAlive()).isTrue();
		}
	}

	@Test
	void aSignalToTheRunEmptiesTheQueueAndTheNextRunGoesOn() throws Exception {
		try (RecordingServer server = answering((number) -> {
			if (number == 60) {
				this.stop.request(StopReason.SIGNAL, "Stopped by a signal.");
			}
			return Answer.accepted(number, 20);
		}); Worker worker = new Worker(server)) {
			RunResult result = send(server, 400, "--bulksend.concurrency=4");
			int sent = server.requests().size();
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(sent).isLessThan(400);
			assertThat(result.summary().count(Status.IN_DOUBT)).isZero();
			assertThat(number("select count(*) from bulksend_channel_message")).isZero();
			assertThat(worker.isAlive()).isTrue();
			RunResult next = Launcher.send(arguments(server, "campaign"), "send", new StopSwitch(), new RunProgress(),
					(any) -> {
					});
			assertThat(next.summary().count(Status.ACCEPTED)).isEqualTo(400);
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates().hasSize(400);
		}
	}

	/** Windows close with a minute; zones may be seconds apart. */
	private static ZoneOffset whereAMinuteEndsIn(int seconds) {
		return ZoneOffset.ofTotalSeconds((int) Math.floorMod(-seconds - Instant.now().getEpochSecond(), 60L));
	}

}
