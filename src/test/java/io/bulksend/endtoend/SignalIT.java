package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Results;
import io.bulksend.testsupport.Signal;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ctrl-C, a closed terminal and kill: once, and twice.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such signals")
class SignalIT {

	private static final int ROWS = 200;

	private static final int CONCURRENCY = 16;

	@TempDir
	private Path folder;

	@ParameterizedTest
	@EnumSource
	void aSignalWaitsForTheCallsUnderWayAndTheSameCommandGoesOn(Signal signal) throws IOException {
		signal.assumeHeeded();
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 300))) {
			JarProcess jar = jar(server);
			Process process = jar.start("send", "campaign.csv", "--rate", "100");
			server.awaitRequests(50);
			signal.sendTo(process.pid());
			Ended stopped = jar.await(process);
			assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(3);
			assertThat(stopped.err()).contains("Stopping").hasLineCount(1);
			int sent = server.requests().size();
			assertThat(column("status")).hasSize(ROWS)
				.startsWith("ACCEPTED")
				.endsWith("NOT_SENT")
				.doesNotContain("IN_DOUBT");
			assertThat(column("status")).filteredOn("ACCEPTED"::equals).hasSize(sent);
			goOn(jar, server, 0);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aSecondSignalEndsAtOnceAndTheSameCommandGoesOn(Signal signal) throws Exception {
		signal.assumeHeeded();
		try (RecordingServer server = new RecordingServer(
				(number) -> Answer.accepted(number, (number > 100 && number <= 100 + CONCURRENCY) ? 60_000 : 0))) {
			JarProcess jar = jar(server);
			Process process = jar.start("send", "campaign.csv", "--rate", "0", "--concurrency", "" + CONCURRENCY);
			server.awaitRequests(100 + CONCURRENCY);
			signal.sendTo(process.pid());
			jar.awaitComplaint("Once more ends at once");
			signal.sendTo(process.pid());
			Ended ended = jar.await(process);
			assertThat(ended.exitCode()).as(ended.err()).isEqualTo(3);
			assertThat(results()).doesNotExist();
			goOn(jar, server, CONCURRENCY);
		}
	}

	private void goOn(JarProcess jar, RecordingServer server, int inDoubt) {
		assertThat(jar.run("send", "campaign.csv", "--rate", "0").exitCode()).isEqualTo((inDoubt > 0) ? 1 : 0);
		assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates().hasSize(ROWS);
		assertThat(column("status")).hasSize(ROWS);
		assertThat(column("status")).filteredOn("IN_DOUBT"::equals).hasSize(inDoubt);
		assertThat(column("status")).filteredOn("ACCEPTED"::equals).hasSize(ROWS - inDoubt);
	}

	private JarProcess jar(RecordingServer server) throws IOException {
		StringBuilder rows = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < ROWS; row++) {
			rows.append(919_800_000_000L + row).append(",a-1\n");
		}
		Files.writeString(this.folder.resolve("campaign.csv"), rows);
		return new JarProcess(this.folder, Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE", "source",
				"BULKSEND_API_URL", server.url()));
	}

	private Path results() {
		return this.folder.resolve("campaign-results.csv");
	}

	private List<String> column(String name) {
		return Results.read(results()).stream().map((row) -> row.get(name)).toList();
	}

}
