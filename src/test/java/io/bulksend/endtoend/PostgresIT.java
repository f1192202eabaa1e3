package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.Ports;
import io.bulksend.testsupport.PostgresServer;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Results;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged jar on a real PostgreSQL, each test in a database of its own.
 */
class PostgresIT {

	@TempDir
	private Path folder;

	private final String database = PostgresServer.newDatabase();

	@Test
	void sendsAndKeepsItsLedgerThere() throws Exception {
		writeRows("campaign", 50);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			Ended ended = jar("campaign", server).run("send", "campaign.csv", "--rate", "0");
			assertThat(ended.exitCode()).as(ended.err()).isZero();
			assertThat(statuses("campaign")).hasSize(50).containsOnly("ACCEPTED");
			assertThat(this.folder.resolve("campaign/data")).doesNotExist();
			assertThat(query("select count(*) from bulksend_message where status = 'ACCEPTED'")).isEqualTo("50");
			Ended again = jar("campaign", server).run("send", "campaign.csv", "--rate", "0");
			assertThat(again.exitCode()).isZero();
			assertThat(server.requests()).hasSize(50);
		}
	}

	@Test
	void resumesAfterKillsWithoutSendingTwice() throws IOException {
		int rows = 2_000;
		writeRows("campaign", rows);
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		try (RecordingServer server = new RecordingServer(
				(number) -> Answer.accepted(number, 1 + Math.floorMod(number * 7919, 15)))) {
			JarProcess jar = jar("campaign", server);
			for (int kill = 0; kill < 3; kill++) {
				Process process = jar.start("send", "campaign.csv", "--rate", "0", "--concurrency", "16");
				server.awaitRequests(1 + random.nextInt(500));
				process.destroyForcibly();
				jar.await(process);
			}
			Ended ended = jar.run("send", "campaign.csv", "--rate", "0", "--concurrency", "16");
			assertThat(ended.exitCode()).as(ended.err()).isIn(0, 1);
			assertThat(server.requests()).as("seed " + seed).extracting(Request::recipient).doesNotHaveDuplicates();
			assertThat(statuses("campaign")).hasSize(rows).containsOnly("ACCEPTED", "IN_DOUBT");
			assertThat(statuses("campaign").stream().filter("IN_DOUBT"::equals)).as("seed " + seed)
				.hasSizeLessThanOrEqualTo(3 * 2 * 16);
			requireResultsToAgreeWith(server);
		}
	}

	@Test
	void killedBeforeAClaimIsCommittedNothingWentOutAndTheRowIsSentLater() throws Exception {
		killAtAStep((jar, server) -> {
			Process process;
			try (Connection other = holdUp("insert")) {
				process = jar.start("send", "campaign.csv", "--rate", "0");
				awaitHeldUp();
				jar.kill(process);
				letGo(other);
			}
			assertThat(server.requests()).hasSize(1);
		}, "ACCEPTED");
	}

	@Test
	void killedWhileACallIsUnderWayTheRowIsInDoubtAndNeverSentAgain() throws Exception {
		killAtAStep((jar, server) -> {
			Process process = jar.start("send", "campaign.csv", "--rate", "0");
			server.awaitRequests(1);
			jar.kill(process);
			assertThat(query("select status from bulksend_message order by id desc fetch first 1 row only"))
				.isEqualTo("IN_FLIGHT");
		}, "IN_DOUBT");
	}

	@Test
	void killedBeforeAnOutcomeIsCommittedTheRowIsInDoubtAndNeverSentAgain() throws Exception {
		killAtAStep((jar, server) -> {
			try (Connection other = holdUp("update")) {
				Process process = jar.start("send", "campaign.csv", "--rate", "0");
				awaitHeldUp();
				jar.kill(process);
				letGo(other);
			}
			assertThat(server.requests()).hasSize(2);
		}, "IN_DOUBT");
	}

	@Test
	void killedOnceAnOutcomeIsCommittedTheRowIsAcceptedAndNeverSentAgain() throws Exception {
		killAtAStep((jar, server) -> {
			Process process = jar.start("send", "campaign.csv", "--rate", "0");
			awaitTrue("select count(*) = 2 from bulksend_message where status = 'ACCEPTED'");
			jar.kill(process);
		}, "ACCEPTED");
	}

	/**
	 * The first row is sent in peace, the process is killed at a step of the second one,
	 * and the same command goes on to the end.
	 */
	private void killAtAStep(Step step, String status) throws Exception {
		writeRows("campaign", 2);
		try (RecordingServer server = new RecordingServer(
				(number) -> Answer.accepted(number, (number == 2) ? 300 : 0))) {
			JarProcess jar = jar("campaign", server);
			jar.run("send", "campaign.csv", "--limit", "1");
			step.run(jar, server);
			Ended ended = jar.run("send", "campaign.csv", "--rate", "0");
			assertThat(ended.exitCode()).as(ended.err()).isIn(0, 1);
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates().hasSize(2);
			assertThat(statuses("campaign")).containsExactly("ACCEPTED", status);
		}
	}

	private interface Step {

		void run(JarProcess jar, RecordingServer server) throws Exception;

	}

	/**
	 * Makes every change of that kind to a message wait for the connection's transaction.
	 */
	private Connection holdUp(String change) throws SQLException {
		update("create function hold_up() returns trigger language plpgsql as"
				+ " 'begin perform pg_advisory_xact_lock(42); return new; end'");
		update("create trigger hold_up before " + change
				+ " on bulksend_message for each row execute function hold_up()");
		Connection connection = PostgresServer.dataSource(this.database).getConnection();
		try (Statement statement = connection.createStatement()) {
			statement.execute("select pg_advisory_lock(42)");
		}
		return connection;
	}

	private void letGo(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("select pg_advisory_unlock(42)");
		}
		update("drop function hold_up cascade");
	}

	private void awaitHeldUp() throws Exception {
		awaitTrue("select count(*) > 0 from pg_stat_activity where wait_event_type = 'Lock' and wait_event = 'advisory'"
				+ " and datname = current_database()");
	}

	private void awaitTrue(String sql) throws Exception {
		for (int i = 0; i < 3_000; i++) {
			if (query(sql).equals("t")) {
				return;
			}
			TimeUnit.MILLISECONDS.sleep(10);
		}
		throw new AssertionError("never true: " + sql);
	}

	@Test
	void theSecondRunOfACampaignSaysWhoHoldsItAndLeavesTheMetricsOfTheOtherAlone() throws IOException {
		writeRows("first", 300);
		copy("first", "second");
		Path metrics = Files.writeString(this.folder.resolve("campaign.prom"), "what the other wrote");
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 100))) {
			JarProcess jar = jar("first", server);
			Process process = jar.start("send", "first.csv", "--campaign", "spring", "--rate", "2");
			server.awaitRequests(2);
			Ended second = jar("second", server).run("send", "second.csv", "--campaign", "spring", "--metrics",
					metrics.toString());
			long pid = process.pid();
			process.destroyForcibly();
			jar.await(process);
			assertThat(second.exitCode()).isEqualTo(4);
			assertThat(second.err()).hasLineCount(1).contains("\"spring\"", "process " + pid + " ", "127.0.0.1");
			assertThat(metrics).hasContent("what the other wrote");
		}
	}

	@Test
	void whoeverAsksWhileARunIsOnIsAnswered() throws IOException {
		writeRows("campaign", 300);
		Path asked = Files.createDirectory(this.folder.resolve("asked"));
		Files.writeString(asked.resolve("receipts.json"),
				"{\"delivery_status\":[{\"ncmessage_id\":\"id-1\",\"status\":\"read\"}]}");
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 500))) {
			JarProcess jar = jar("campaign", server);
			Process run = jar.start("send", "campaign.csv", "--rate", "10");
			server.awaitRequests(20);
			JarProcess asking = jar("asked", server);
			long pid = run.pid();
			String file = "../campaign/campaign.csv";
			Ended status = asking.run("status", "campaign");
			assertThat(status.exitCode()).as(status.err()).isZero();
			assertThat(status.out().replaceAll("\\s+", " ")).contains("being sent now, by bulk-send, process " + pid);
			assertThat(status.out()).doesNotContain("IN_DOUBT").contains("(under way)");
			assertThat(asking.run("receipts", "receipts.json").exitCode()).isZero();
			Ended results = asking.run("results", file, "--results", "so-far.csv");
			assertThat(results.exitCode()).as(results.err()).isEqualTo(3);
			List<Map<String, String>> rows = Results.read(asked.resolve("so-far.csv"));
			assertThat(rows).hasSize(300).anySatisfy((row) -> {
				assertThat(row.get("message_id")).isEqualTo("id-1");
				assertThat(row.get("delivery_status")).isEqualTo("read");
			}).extracting((row) -> row.get("error_code")).containsOnly("");
			assertThat(run.isAlive()).isTrue();
			jar.kill(run);
			assertThat(asking.run("status", "--json").out()).contains("\"state\":\"unfinished\"");
		}
	}

	@Test
	void twoCampaignsShareADatabaseFromTheirVeryFirstStart() throws IOException {
		writeRows("first", 200);
		writeRows("second", 200);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 5))) {
			JarProcess first = jar("first", server);
			JarProcess second = jar("second", server);
			Process one = first.start("send", "first.csv", "--rate", "200");
			Process two = second.start("send", "second.csv", "--rate", "200");
			Ended endedOne = first.await(one);
			Ended endedTwo = second.await(two);
			assertThat(endedOne.exitCode()).as(endedOne.err()).isZero();
			assertThat(endedTwo.exitCode()).as(endedTwo.err()).isZero();
			assertThat(server.requests()).hasSize(400);
		}
	}

	@Test
	void aDatabaseThatStopsEndsTheRunAndTheSameCommandGoesOn() throws IOException {
		int rows = 1_500;
		writeRows("campaign", rows);
		int port = Ports.free();
		Path data = this.folder.resolve("postgres");
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 20))) {
			EmbeddedPostgres first = PostgresServer.start(port, data);
			JarProcess jar = jar("campaign", server, first.getJdbcUrl("postgres", "postgres"));
			Process process = jar.start("send", "campaign.csv", "--rate", "0", "--concurrency", "16", "--quiet");
			server.awaitRequests(300);
			first.close();
			Ended stopped = jar.await(process);
			assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(3);
			assertThat(stopped.err()).hasLineCount(1).contains("ledger").contains("Run the same command again");
			assertThat(stopped.out()).doesNotContain("\tat ");
			try (EmbeddedPostgres second = PostgresServer.start(port, data)) {
				assertThat(query(second.getPostgresDatabase(), "select count(*) from bulksend_message"))
					.as("claims, each committed before its call")
					.satisfies((claims) -> assertThat(Integer.parseInt(claims))
						.isGreaterThanOrEqualTo(server.requests().size()));
				Ended ended = jar.run("send", "campaign.csv", "--rate", "0", "--concurrency", "16");
				assertThat(ended.exitCode()).as(ended.err()).isIn(0, 1);
			}
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates();
			assertThat(statuses("campaign")).hasSize(rows).containsOnly("ACCEPTED", "IN_DOUBT");
			assertThat(statuses("campaign").stream().filter("IN_DOUBT"::equals)).hasSizeLessThanOrEqualTo(2 * 16);
			requireResultsToAgreeWith(server);
		}
	}

	@Test
	void aDatabaseThatCannotBeReachedIsNamedInOneLine() throws IOException {
		writeRows("campaign", 3);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			Ended ended = jar("campaign", server, "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/postgres")
				.run("send", "campaign.csv");
			assertThat(ended.exitCode()).isEqualTo(3);
			assertThat(ended.err()).hasLineCount(1).contains("refused", "127.0.0.1:");
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void aLedgerFromANewerVersionIsRefused() throws Exception {
		writeRows("campaign", 3);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			assertThat(jar("campaign", server).run("send", "campaign.csv", "--limit", "1").exitCode()).isEqualTo(3);
			update("insert into flyway_schema_history select max(installed_rank) + 1, '99', 'tomorrow', 'SQL',"
					+ " 'V99__tomorrow.sql', 1, 'somebody', now(), 1, true from flyway_schema_history");
			Ended ended = jar("campaign", server).run("send", "campaign.csv");
			assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
			assertThat(ended.err()).hasLineCount(1).contains("newer version of bulk-send");
			assertThat(server.requests()).hasSize(1);
		}
	}

	private String query(String sql) throws IOException {
		return query(PostgresServer.dataSource(this.database), sql);
	}

	private static String query(DataSource database, String sql) throws IOException {
		try (Connection connection = database.getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getString(1);
		}
		catch (SQLException ex) {
			throw new IOException(ex);
		}
	}

	private void update(String sql) throws SQLException {
		try (Connection connection = PostgresServer.dataSource(this.database).getConnection();
				Statement statement = connection.createStatement()) {
			statement.executeUpdate(sql);
		}
	}

	/** Runs in a folder of its own, named as its file. */
	private JarProcess jar(String name, RecordingServer server) {
		return jar(name, server, PostgresServer.url(this.database));
	}

	private JarProcess jar(String name, RecordingServer server, String url) {
		Map<String, String> environment = new HashMap<>();
		environment.put("BULKSEND_API_TOKEN", "token");
		environment.put("BULKSEND_API_SOURCE", "default-source");
		environment.put("BULKSEND_API_URL", server.url());
		environment.put("SPRING_DATASOURCE_URL", url);
		return new JarProcess(this.folder.resolve(name), environment);
	}

	private void writeRows(String name, int rows) throws IOException {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < rows; row++) {
			text.append(919_800_000_000L + row).append(",").append(name).append("\n");
		}
		Files.createDirectory(this.folder.resolve(name));
		Files.writeString(this.folder.resolve(name).resolve(name + ".csv"), text);
	}

	private void copy(String name, String other) throws IOException {
		Files.createDirectory(this.folder.resolve(other));
		Files.copy(this.folder.resolve(name).resolve(name + ".csv"),
				this.folder.resolve(other).resolve(other + ".csv"));
	}

	private List<String> statuses(String name) {
		return results(name).stream().map((row) -> row.get("status")).toList();
	}

	private List<Map<String, String>> results(String name) {
		return Results.read(this.folder.resolve(name).resolve(name + "-results.csv"));
	}

	private void requireResultsToAgreeWith(RecordingServer server) {
		Map<String, Request> requests = server.requests()
			.stream()
			.collect(Collectors.toMap(Request::recipient, Function.identity()));
		for (Map<String, String> row : results("campaign")) {
			if (row.get("status").equals("ACCEPTED")) {
				assertThat(row.get("message_id")).isEqualTo(requests.get(row.get("recipient_whatsapp")).id());
			}
			else {
				assertThat(row.get("error_code")).isEqualTo("INTERRUPTED");
			}
		}
	}

}
