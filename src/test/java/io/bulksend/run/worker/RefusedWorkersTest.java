package io.bulksend.run.worker;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.bulksend.campaign.Status;
import io.bulksend.ledger.shared.Part;
import io.bulksend.run.RunResult;
import io.bulksend.send.StopReason;
import io.bulksend.testsupport.Ports;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the API says to one of those that send, and what it means for the others.
 */
class RefusedWorkersTest extends WorkersInProcess {

	@Test
	void failuresInARowAreThoseOfAllTogether() throws Exception {
		try (RecordingServer server = answering((number) -> Answer.refused(400, "8003"));
				Worker worker = new Worker(server)) {
			RunResult result = send(server, 2_000, "--bulksend.concurrency=4", "--bulksend.max-failures=20");
			assertThat(result.stop().orElseThrow().reason()).isEqualTo(StopReason.MAX_FAILURES);
			assertThat(result.stop().orElseThrow().message()).contains("20 calls in a row");
			assertThat(server.requests()).hasSizeLessThan(600);
			assertThat(result.summary().count(Status.REJECTED)).isEqualTo(server.requests().size());
			assertThat(worker.isAlive()).isTrue();
		}
	}

	@Test
	void anAccountThatIsRefusedStopsAll() throws Exception {
		try (RecordingServer server = answering(
				(number) -> (number > 40) ? Answer.refused(400, "8004") : Answer.accepted(number, 5));
				Worker worker = new Worker(server)) {
			RunResult result = send(server, 500, "--bulksend.concurrency=4");
			assertThat(result.stop().orElseThrow().reason()).isEqualTo(StopReason.ACCOUNT_REFUSED);
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(40);
			assertThat(worker.isAlive()).isTrue();
		}
	}

	@Test
	void aWorkerThatIsSetUpWronglyEndsAloneAndTheOthersSendItsRows() throws Exception {
		AtomicReference<Worker> wrong = new AtomicReference<>();
		try (RecordingServer refusing = answering((number) -> Answer.refused(401, "no"));
				RecordingServer server = answering((number) -> {
					if (number == 30) {
						wrong.set(new Worker(refusing));
					}
					return Answer.accepted(number, 10);
				})) {
			RunResult result = send(server, 600, "--bulksend.rate=200", "--bulksend.concurrency=8");
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(600);
			assertThat(refusing.requests()).isNotEmpty();
			wrong.get().await();
			assertThat(wrong.get().failure).isInstanceOf(OwnTroubleException.class)
				.hasMessageContaining("The others go on.");
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates().hasSize(600);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 404 })
	void aWorkerThatIsRefusedBeforeAnybodyIsAcceptedEndsAloneToo(int status) throws Exception {
		CompletableFuture<Worker> wrong = new CompletableFuture<>();
		try (RecordingServer refusing = answering((number) -> new Answer(status, "<html>no</html>", 0, ""));
				RecordingServer server = answering((number) -> {
					if (number == 1) {
						wrong.complete(new Worker(refusing));
					}
					awaitUnchecked(wrong.join());
					return Answer.accepted(number, 5);
				})) {
			RunResult result = send(server, 300, "--bulksend.concurrency=4");
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(300);
			assertThat(refusing.requests()).isNotEmpty();
			assertThat(wrong.join().failure).isInstanceOf(OwnTroubleException.class)
				.hasMessageContaining("The others go on.");
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates().hasSize(300);
		}
	}

	@Test
	void aRunThatIsRefusedItselfStopsAll() throws Exception {
		try (RecordingServer refusing = answering((number) -> Answer.refused(401, "no"));
				RecordingServer server = slow(5);
				Worker worker = new Worker(server)) {
			RunResult result = send(refusing, 2_000, "--bulksend.rate=200");
			assertThat(result.stop().orElseThrow().reason()).isEqualTo(StopReason.ACCOUNT_REFUSED);
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(server.requests().size()).isLessThan(2_000);
			assertThat(result.summary().count(Status.IN_DOUBT)).isZero();
			assertThat(worker.isAlive()).isTrue();
		}
	}

	@Test
	void nobodySendsWhileTheApiAsksOneToWait() throws Exception {
		AtomicLong refusedAt = new AtomicLong();
		Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
		try (RecordingServer server = answering((number) -> {
			arrivals.add(System.nanoTime());
			if (number == 200) {
				refusedAt.set(System.nanoTime());
				return Answer.tooFast(Map.of("Retry-After", "3"));
			}
			return Answer.accepted(number, 20);
		}); Worker worker = new Worker(server)) {
			RunResult result = send(server, 600, "--bulksend.rate=200", "--bulksend.concurrency=8");
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(600);
			// Who has not heard of it yet has slots for a few tenths of a second.
			assertThat(arrivals)
				.noneMatch((at) -> at - refusedAt.get() > 1_000_000_000L && at - refusedAt.get() < 2_900_000_000L);
			assertThat(this.progress.parts()).hasSize(2).extracting(Part::accepted).doesNotContain(0L);
			assertThat(worker.isAlive()).isTrue();
		}
	}

	@Test
	void fewAnswersThatCallsComeTooFastCostLittle() throws Exception {
		Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
		try (RecordingServer server = answering((number) -> {
			arrivals.add(System.nanoTime());
			return (number % 250 == 0) ? Answer.tooFast(Map.of()) : Answer.accepted(number, 20);
		}); Worker worker = new Worker(server)) {
			RunResult result = send(server, 1_200, "--bulksend.rate=200", "--bulksend.concurrency=8");
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(1_200);
			long first = arrivals.stream().mapToLong(Long::longValue).min().orElseThrow();
			long last = arrivals.stream().mapToLong(Long::longValue).max().orElseThrow();
			assertThat((last - first) / 1e9).as("seconds, six without a refusal").isLessThan(15);
			assertThat(worker.isAlive()).isTrue();
		}
	}

	@Test
	void aWorkerThatCannotReachTheApiLeavesItsRowsToTheOthers() throws Exception {
		AtomicReference<Worker> away = new AtomicReference<>();
		String nobody = "http://127.0.0.1:" + Ports.free() + "/api/v2/";
		try (RecordingServer server = answering((number) -> {
			if (number == 30) {
				away.set(new Worker(nobody));
			}
			return Answer.accepted(number, 10);
		})) {
			RunResult result = send(server, 400, "--bulksend.rate=200", "--bulksend.concurrency=8");
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(400);
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates().hasSize(400);
			assertThat(this.said).anyMatch((line) -> line.startsWith("Takes part"));
			assertThat(away.get().isAlive()).isTrue();
			away.get().close();
			assertThat(away.get().failure).isNull();
		}
	}

	private static void awaitUnchecked(Worker worker) {
		try {
			worker.await();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
