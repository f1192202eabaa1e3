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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ctrl-C, a closed terminal and kill: once, twice and more often.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such signals")
class SignalIT {

	private static final int ROWS = 200;

	private static final int CONCURRENCY = 16;

	@TempDir
	private Path folder;

	@Test
	void aSignalWaitsForTheCallsUnderWayAndTheSameCommandGoesOn() throws IOException {
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 300))) {
			JarProcess jar = jar(server);
			for (Signal signal : new Signal[] { Signal.HUP, Signal.INT, Signal.TERM }) {
				if (!signal.isHeeded()) {
					continue;
				}
				Process process = jar.start("send", "campaign.csv", "--rate", "100");
				server.awaitRequests(30);
				signal.sendTo(process.pid());
				Ended stopped = jar.await(process);
				assertThat(stopped.exitCode()).as(signal + stopped.err()).isEqualTo(3);
				assertThat(stopped.err()).as(signal.name()).contains("Stopping").hasLineCount(1);
				int sent = server.requests().size();
				assertThat(column("status")).as(signal.name())
					.hasSize(ROWS)
					.startsWith("ACCEPTED")
					.endsWith("NOT_SENT")
					.doesNotContain("IN_DOUBT");
				assertThat(column("status")).as(signal.name()).filteredOn("ACCEPTED"::equals).hasSize(sent);
			}
			goOn(jar, server, 0);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TERM", "INT" })
	void aSecondSignalWaitsForNoCallAndWritesTheResults(Signal signal) throws Exception {
		signal.assumeHeeded();
		try (RecordingServer server = stuck()) {
			JarProcess jar = jar(server);
			Process process = startStuck(jar, server);
			signal.sendTo(process.pid());
			jar.awaitComplaint("Once more does not wait");
			signal.sendTo(process.pid());
			Ended ended = jar.await(process);
			assertThat(ended.exitCode()).as(ended.err()).isEqualTo(3);
			assertThat(ended.err()).contains("Stopping without waiting");
			assertThat(ended.out()).contains("IN_DOUBT");
			assertThat(column("status")).hasSize(ROWS).contains("NOT_SENT");
			assertThat(column("status")).filteredOn("IN_DOUBT"::equals).hasSize(CONCURRENCY);
			goOn(jar, server, CONCURRENCY);
		}
	}

	@Test
	void aHangUpCountsOnceHoweverOftenItIsTold() throws Exception {
		Signal.HUP.assumeHeeded();
		try (RecordingServer server = new RecordingServer(
				(number) -> Answer.accepted(number, (number > 100) ? 2_000 : 0))) {
			JarProcess jar = jar(server);
			Process process = startStuck(jar, server);
			for (int told = 0; told < 3; told++) {
				Signal.HUP.sendTo(process.pid());
				jar.awaitComplaint("Stopping");
			}
			Ended ended = jar.await(process);
			assertThat(ended.exitCode()).as(ended.err()).isEqualTo(3);
			assertThat(ended.err()).hasLineCount(1);
			assertThat(column("status")).hasSize(ROWS).contains("ACCEPTED", "NOT_SENT").doesNotContain("IN_DOUBT");
		}
	}

	@Test
	void aThirdSignalEndsAtOnceAndTheSameCommandGoesOn() throws Exception {
		Signal.TERM.assumeHeeded();
		try (RecordingServer server = stuck()) {
			JarProcess jar = jar(server);
			Process process = startStuck(jar, server);
			for (int sent = 0; sent < 3; sent++) {
				Signal.TERM.sendTo(process.pid());
				if (sent == 0) {
					jar.awaitComplaint("Once more does not wait");
				}
			}
			assertThat(jar.await(process).exitCode()).isEqualTo(3);
			goOn(jar, server, CONCURRENCY);
		}
	}

	/** Answers no more when a hundred calls were answered, and then again. */
	private static RecordingServer stuck() {
		return new RecordingServer(
				(number) -> Answer.accepted(number, (number > 100 && number <= 100 + CONCURRENCY) ? 60_000 : 0));
	}

	private static Process startStuck(JarProcess jar, RecordingServer server) {
		Process process = jar.start("send", "campaign.csv", "--rate", "0", "--concurrency", "" + CONCURRENCY);
		server.awaitRequests(100 + CONCURRENCY);
		return process;
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
