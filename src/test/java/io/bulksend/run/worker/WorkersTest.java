package io.bulksend.run.worker;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.bulksend.campaign.Status;
import io.bulksend.job.RunFailedException;
import io.bulksend.ledger.Booking;
import io.bulksend.ledger.Claim;
import io.bulksend.ledger.OwnClaims;
import io.bulksend.ledger.SharedLedger;
import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.ledger.shared.ChunkHold;
import io.bulksend.ledger.shared.HandOut;
import io.bulksend.ledger.shared.HandOuts;
import io.bulksend.ledger.shared.HandedRow;
import io.bulksend.ledger.shared.Part;
import io.bulksend.run.RunResult;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.send.StopSwitch;
import io.bulksend.testsupport.Polling;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Results;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs that hand their rows out, and workers that take part.
 */
class WorkersTest extends WorkersInProcess {

	private final CompletableFuture<String> url = new CompletableFuture<>();

	@Test
	void theRunAndAWorkerShareTheRowsAndEachGoesOutOnce() throws Exception {
		try (RecordingServer server = slow(20); Worker worker = new Worker(server)) {
			RunResult result = send(server, 300, "--bulksend.concurrency=4");
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(300);
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates().hasSize(300);
			assertThat(this.progress.parts()).hasSize(2).extracting(Part::accepted).doesNotContain(0L);
			assertThat(this.progress.parts().stream().mapToLong(Part::accepted).sum()).isEqualTo(300);
			assertThat(this.progress.board().latest().calls()).isEqualTo(300);
			assertThat(worker.isAlive()).isTrue();
			assertThat(Results.read(this.folder.resolve("campaign-results.csv"))).hasSize(300)
				.allSatisfy(
						(row) -> assertThat(row).containsEntry("status", "ACCEPTED").containsEntry("attempts", "1"));
		}
		assertThat(this.said).anyMatch((line) -> line.startsWith("Takes part in the campaign \"campaign\""));
		assertThat(number("select count(*) from bulksend_channel_message")).as("what is left of it").isZero();
		assertThat(number("select count(*) from bulksend_handout")).isZero();
		assertThat(number("select count(*) from bulksend_chunk")).isZero();
	}

	@Test
	void aRunWithoutAWorkerSendsAllByItself() throws Exception {
		try (RecordingServer server = slow(0)) {
			RunResult result = send(server, 1_200);
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(1_200);
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates();
		}
	}

	@Test
	void whatIsSaidLateNotToHaveBeenTakenGoesOutInTheSameRun() throws Exception {
		try (RecordingServer server = slow(5)) {
			Thread silent = new Thread(this::takeAChunkAndWakeLate);
			silent.start();
			RunResult result = send(server, 600, "--bulksend.rate=200", "--bulksend.concurrency=8");
			silent.join();
			assertThat(result.stop()).isEmpty();
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(600);
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates().hasSize(600);
		}
	}

	@Test
	void aChunkThatNobodyCanReadEndsTheRunInsteadOfHoldingItUp() throws Exception {
		try (RecordingServer server = answering((number) -> {
			if (number == 1) {
				putIntoTheQueue("not a chunk");
			}
			return Answer.accepted(number, 20);
		})) {
			assertThatExceptionOfType(RunFailedException.class)
				.isThrownBy(() -> send(server, 200, "--bulksend.concurrency=4"));
			assertThat(send(server, 200).summary().count(Status.ACCEPTED)).isEqualTo(200);
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates().hasSize(200);
		}
	}

	@Test
	void whatAnEarlierRunHandedOutIsTakenBackFirst() throws Exception {
		try (RecordingServer server = slow(0)) {
			send(server, 50, "--bulksend.limit=10");
			execute("insert into bulksend_handout (file_id, account, program, settings, begun_at)"
					+ " select max(id), 'default', 'a dead run', '', now() from bulksend_file");
			putIntoTheQueue("x");
			assertThat(send(server, 50).summary().count(Status.ACCEPTED)).isEqualTo(50);
			assertThat(number("select count(*) from bulksend_channel_message")).isZero();
			assertThat(number("select count(*) from bulksend_handout")).isZero();
		}
	}

	@Test
	void aWorkerOfAnotherVersionIsRefusedAndTakesNothing() throws Exception {
		try (RecordingServer server = slow(0)) {
			send(server, 500, "--bulksend.limit=10");
			try (CampaignLock lock = CampaignLock.acquire(this.dataSource, "campaign")) {
				assertThat(lock).isNotNull();
				anotherVersionHandsOut();
				assertThatExceptionOfType(ConfigurationException.class)
					.isThrownBy(() -> WorkerRun.run(workerArguments(server), new StopSwitch(), this.said::add))
					.withMessageContaining("\"campaign\"")
					.withMessageContaining("0.9/1")
					.withMessageContaining("another version");
			}
			assertThat(server.requests()).hasSize(10);
		}
	}

	@Test
	void whatADeadRunOfAnotherVersionHandedOutKeepsNoWorkerAway() throws Exception {
		CompletableFuture<Worker> worker = new CompletableFuture<>();
		try (RecordingServer server = answering((number) -> {
			if (number == 11) {
				worker.complete(new Worker(this.url.join()));
				awaitTakingPart(worker.join());
			}
			return Answer.accepted(number, 5);
		})) {
			this.url.complete(server.url());
			send(server, 50, "--bulksend.limit=10");
			anotherVersionHandsOut();
			// As the campaign's next run does before it takes back what it finds.
			try (CampaignLock lock = CampaignLock.acquire(this.dataSource, "campaign")) {
				assertThat(lock).isNotNull();
				send(server, "other", 200, "--bulksend.concurrency=4");
				assertThat(worker.join().failure).isNull();
			}
			try (Worker there = worker.join()) {
				assertThat(send(server, 50).summary().count(Status.ACCEPTED)).isEqualTo(50);
				assertThat(there.isAlive()).isTrue();
			}
		}
	}

	@Test
	void aWorkerNeedsAPostgres() {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> WorkerRun.run(List.of("--bulksend.api.token=token"), new StopSwitch(), this.said::add))
			.withMessageContaining("SPRING_DATASOURCE_URL");
	}

	private void awaitTakingPart(Worker worker) {
		Polling.await(() -> !worker.isAlive() || this.said.stream().anyMatch((line) -> line.startsWith("Takes part")),
				() -> "never took part: " + this.said);
	}

	private void anotherVersionHandsOut() throws SQLException {
		execute("insert into bulksend_handout (file_id, account, program, settings, begun_at)"
				+ " select max(id), 'default', '0.9/1', '', clock_timestamp() from bulksend_file");
	}

	private void putIntoTheQueue(String content) {
		try {
			String group = "requests-" + number("select max(id) from bulksend_handout");
			execute("insert into bulksend_channel_message (message_id, group_key, created_date, message_content, region)"
					+ " values ('m', '" + UUID.nameUUIDFromBytes(group.getBytes(StandardCharsets.UTF_8)) + "', 1, '"
					+ content + "', 'DEFAULT')");
		}
		catch (SQLException ex) {
			throw new AssertionError(ex);
		}
	}

	/** As a worker does that claims a row, and is stopped before the call. */
	private void takeAChunkAndWakeLate() {
		HandOut handOut = null;
		while (handOut == null) {
			handOut = handOuts().stream().findFirst().orElse(null);
		}
		try (SharedLedger ledger = new SharedLedger(this.dataSource, handOut.file(), handOut.id(), 4711,
				new OwnClaims())) {
			ChunkHold hold = null;
			while (hold == null) {
				hold = ChunkHold.take(this.dataSource, handOut.id());
			}
			HandedRow row = hold.chunk().rows().get(0);
			ledger.take(hold.chunk().number(), hold.chunk().first(), hold.chunk().last());
			ledger.record(List.of(), List
				.of(new Claim(row.row(), row.message().recipient(), row.message().source(), row.key(), 0, false)));
			hold.close();
			String status = "";
			while (!status.equals("IN_DOUBT")) {
				status = text("select status from bulksend_message where id % 1000000000000 = " + row.row());
			}
			ledger.record(List.of(Booking.notCalled(row.row(), Instant.now())), List.of());
		}
		catch (SQLException ex) {
			throw new AssertionError(ex);
		}
	}

	private List<HandOut> handOuts() {
		try {
			return new HandOuts(this.dataSource).open("default");
		}
		catch (LedgerException ex) {
			// There is no ledger yet.
			return List.of();
		}
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			statement.executeUpdate(sql);
		}
	}

}
