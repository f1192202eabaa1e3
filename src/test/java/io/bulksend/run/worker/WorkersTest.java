package io.bulksend.run.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

import javax.sql.DataSource;

import io.bulksend.campaign.Status;
import io.bulksend.job.RunFailedException;
import io.bulksend.ledger.Booking;
import io.bulksend.ledger.Claim;
import io.bulksend.ledger.LedgerFixture;
import io.bulksend.ledger.OwnClaims;
import io.bulksend.ledger.SharedLedger;
import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.ledger.shared.ChunkHold;
import io.bulksend.ledger.shared.HandOut;
import io.bulksend.ledger.shared.HandOuts;
import io.bulksend.ledger.shared.HandedRow;
import io.bulksend.ledger.shared.Part;
import io.bulksend.progress.RunProgress;
import io.bulksend.run.Launcher;
import io.bulksend.run.RunResult;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;
import io.bulksend.testsupport.Ports;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Results;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs that hand their rows out, and workers that take part, all in this process, on a
 * real PostgreSQL.
 */
@Timeout(value = 40, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {

	@TempDir
	private Path folder;

	private final DataSource dataSource = LedgerFixture.onPostgres().dataSource();

	private final RunProgress progress = new RunProgress();

	private volatile StopSwitch stop = new StopSwitch();

	private final Queue<String> said = new ConcurrentLinkedQueue<>();

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

	/** Windows close with a minute; zones may be seconds apart. */
	private static ZoneOffset whereAMinuteEndsIn(int seconds) {
		return ZoneOffset.ofTotalSeconds((int) Math.floorMod(-seconds - Instant.now().getEpochSecond(), 60L));
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

	private static void awaitUnchecked(Worker worker) {
		try {
			worker.await();
		}
		catch (InterruptedException ex) {
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
			execute("insert into bulksend_handout (file_id, account, program, settings, begun_at)"
					+ " select max(id), 'default', '0.9/1', '', now() from bulksend_file");
			try (CampaignLock lock = CampaignLock.acquire(this.dataSource, "campaign")) {
				assertThat(lock).isNotNull();
				assertThatExceptionOfType(ConfigurationException.class)
					.isThrownBy(() -> WorkerRun.run(workerArguments(server), new StopSwitch(), this.said::add))
					.withMessageContaining("\"campaign\"")
					.withMessageContaining("0.9/1")
					.withMessageContaining("another version");
			}
			assertThat(server.requests()).hasSize(10);
			try (Worker worker = new Worker(server)) {
				assertThat(send(server, 500, "--bulksend.concurrency=4").summary().count(Status.ACCEPTED))
					.as("the run of the other version is dead")
					.isEqualTo(500);
				assertThat(worker.isAlive()).isTrue();
			}
		}
	}

	@Test
	void aWorkerNeedsAPostgres() {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> WorkerRun.run(List.of("--bulksend.api.token=token"), new StopSwitch(), this.said::add))
			.withMessageContaining("SPRING_DATASOURCE_URL");
	}

	private static RecordingServer slow(long millis) {
		return answering((number) -> Answer.accepted(number, millis));
	}

	private static RecordingServer answering(IntFunction<Answer> answers) {
		return new RecordingServer(answers);
	}

	private RunResult send(RecordingServer server, int rows, String... more) throws IOException {
		return send(server, "campaign", rows, more);
	}

	private RunResult send(RecordingServer server, String campaign, int rows, String... more) throws IOException {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < rows; row++) {
			text.append(919_800_000_000L + row).append(",").append(campaign).append("\n");
		}
		Files.writeString(this.folder.resolve(campaign + ".csv"), text);
		List<String> arguments = new ArrayList<>(arguments(server, campaign));
		for (String argument : more) {
			arguments.removeIf((given) -> given.startsWith(argument.substring(0, argument.indexOf('=') + 1)));
			arguments.add(argument);
		}
		this.stop = new StopSwitch();
		return Launcher.send(arguments, "send", this.stop, this.progress, (settings) -> {
		});
	}

	private List<String> arguments(RecordingServer server, String campaign) {
		List<String> arguments = new ArrayList<>(workerArguments(server));
		arguments.addAll(List.of("--bulksend.file=" + this.folder.resolve(campaign + ".csv"), "--bulksend.rate=0",
				"--bulksend.workers=true", "--bulksend.concurrency=16", "--bulksend.api.source=source"));
		return arguments;
	}

	private List<String> workerArguments(RecordingServer server) {
		return workerArguments(server.url());
	}

	private List<String> workerArguments(String url) {
		PGSimpleDataSource postgres = (PGSimpleDataSource) this.dataSource;
		return List.of("--bulksend.api.token=token", "--bulksend.api.url=" + url,
				"--spring.datasource.url=" + postgres.getUrl(), "--spring.datasource.username=postgres");
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			statement.executeUpdate(sql);
		}
	}

	private long number(String sql) throws SQLException {
		return Long.parseLong(text(sql));
	}

	private String text(String sql) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getString(1);
		}
	}

	/** A worker in a thread. */
	private final class Worker implements AutoCloseable {

		private final StopSwitch own = new StopSwitch();

		private final Thread thread;

		private volatile RuntimeException failure;

		Worker(RecordingServer server) {
			this(server.url());
		}

		Worker(String url) {
			List<String> arguments = new ArrayList<>(workerArguments(url));
			arguments.add("--bulksend.concurrency=4");
			this.thread = new Thread(() -> run(arguments));
			this.thread.start();
		}

		private void run(List<String> arguments) {
			try {
				WorkerRun.run(arguments, this.own, WorkersTest.this.said::add);
			}
			catch (RuntimeException ex) {
				this.failure = ex;
			}
		}

		void await() throws InterruptedException {
			this.thread.join();
		}

		boolean isAlive() {
			return this.thread.isAlive();
		}

		@Override
		public void close() {
			this.own.request(StopReason.SIGNAL, "Stopped by a signal.");
			try {
				this.thread.join();
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
