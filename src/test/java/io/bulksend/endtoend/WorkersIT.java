package io.bulksend.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.Ports;
import io.bulksend.testsupport.PostgresServer;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Results;
import io.bulksend.testsupport.Signal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The packaged jar as a run and its workers, on a real PostgreSQL: what happens when one
 * of them dies.
 */
class WorkersIT {

	private static final String[] SEND = { "send", "campaign.csv", "--workers", "--rate", "0", "--concurrency", "8" };

	private static final int ROWS = 4_000;

	@TempDir
	private Path folder;

	@Test
	void whoeverIsKilledOrStoppedEveryMessageGoesOutOnce() throws Exception {
		assumeThat(File.separatorChar).as("a system with signals").isEqualTo('/');
		String url = PostgresServer.url(PostgresServer.newDatabase());
		writeRows(ROWS);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 20 + number % 20))) {
			JarProcess sender = jar("campaign", server, url);
			JarProcess first = jar("first", server, url);
			JarProcess second = jar("second", server, url);
			Process one = first.start("worker", "--concurrency", "8");
			Process two = second.start("worker", "--concurrency", "8");
			first.awaitComplaint("Waits");
			second.awaitComplaint("Waits");
			Process run = sender.start(SEND);
			first.awaitComplaint("Takes part");
			server.awaitRequests(400);
			first.kill(one);
			server.awaitRequests(400);
			Signal.STOP.sendTo(two.pid());
			server.awaitRequests(200);
			sender.kill(run);
			Signal.CONT.sendTo(two.pid());
			server.awaitRequests(50);
			one = first.start("worker", "--concurrency", "8");
			run = sender.start(SEND);
			second.awaitComplaint("no longer");
			server.awaitRequests(200);
			Signal.TERM.sendTo(two.pid());
			assertThat(second.await(two).exitCode()).as("a worker that is asked to end").isZero();
			Ended ended = sender.await(run);
			assertThat(ended.exitCode()).as(ended.err()).isIn(0, 1);
			assertThat(one.isAlive()).as("a worker whose campaign has ended").isTrue();
			first.kill(one);
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates();
			requireResultsToAgreeWith(server);
		}
	}

	@Test
	void aWorkerWaitsWhileTheDatabaseIsAwayAndIsSeenWhenItIsThere() throws Exception {
		writeRows(1_200);
		int port = Ports.free();
		Path data = this.folder.resolve("postgres");
		String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 50))) {
			JarProcess worker = jar("first", server, url);
			JarProcess sender = jar("campaign", server, url);
			Process process = worker.start("worker");
			worker.awaitComplaint("refused");
			Process run;
			EmbeddedPostgres postgres = PostgresServer.start(port, data);
			run = sender.start("send", "campaign.csv", "--workers", "--rate", "20");
			worker.awaitComplaint("Takes part in the campaign \"campaign\".");
			server.awaitRequests(20);
			Ended status = jar("asking", server, url).run("status");
			assertThat(status.out()).contains("Workers that are there", "worker, process " + process.pid(),
					"takes part in \"campaign\"");
			assertThat(jar("asking", server, url).run("status", "--json").out()).as("JSON and nothing after it")
				.hasLineCount(1)
				.contains("\"workers\":[{\"process\":\"worker, process " + process.pid(),
						"\"campaigns\":[\"campaign\"]");
			postgres.close();
			Ended stopped = sender.await(run);
			assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(3);
			try (EmbeddedPostgres again = PostgresServer.start(port, data)) {
				assertThat(again.getPort()).isEqualTo(port);
				Ended ended = sender.run("send", "campaign.csv", "--workers", "--rate", "0");
				assertThat(ended.exitCode()).as(ended.err()).isIn(0, 1);
				assertThat(jar("asking", server, url).run("status", "campaign").out()).contains("Runs\n",
						"all rows were decided.\n      send campaign.csv --workers --rate 0\n");
				assertThat(process.isAlive()).isTrue();
				Signal.TERM.sendTo(process.pid());
				assertThat(worker.await(process).exitCode()).isZero();
			}
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates();
			requireResultsToAgreeWith(server);
		}
	}

	private JarProcess jar(String name, RecordingServer server, String url) throws IOException {
		Map<String, String> environment = new HashMap<>();
		environment.put("BULKSEND_API_TOKEN", "token");
		environment.put("BULKSEND_API_URL", server.url());
		environment.put("SPRING_DATASOURCE_URL", url);
		if (name.equals("campaign")) {
			environment.put("BULKSEND_API_SOURCE", "source");
		}
		return new JarProcess(Files.createDirectories(this.folder.resolve(name)), environment);
	}

	private void writeRows(int rows) throws IOException {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < rows; row++) {
			text.append(919_800_000_000L + row).append(",a-1\n");
		}
		Files.writeString(Files.createDirectories(this.folder.resolve("campaign")).resolve("campaign.csv"), text);
	}

	private void requireResultsToAgreeWith(RecordingServer server) {
		Map<String, Request> requests = server.requests()
			.stream()
			.collect(Collectors.toMap(Request::recipient, Function.identity()));
		List<Map<String, String>> results = Results.read(this.folder.resolve("campaign/campaign-results.csv"));
		for (Map<String, String> row : results) {
			if (row.get("status").equals("ACCEPTED")) {
				assertThat(row.get("message_id")).isEqualTo(requests.get(row.get("recipient_whatsapp")).id());
			}
			else {
				assertThat(row).containsEntry("status", "IN_DOUBT").containsEntry("error_code", "INTERRUPTED");
			}
		}
		assertThat(results.stream().filter((row) -> row.get("status").equals("IN_DOUBT")))
			.as("calls under way when somebody was killed")
			.hasSizeLessThan(80);
	}

}
