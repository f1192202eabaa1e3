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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged jar and its embedded database, when the disk is full or somebody else has
 * it.
 */
class LedgerFileIT {

	@TempDir
	private Path folder;

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void aFullDiskEndsTheRunAndTheSameCommandGoesOn() throws IOException {
		int rows = 6_000;
		writeRows(rows);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 2))) {
			JarProcess jar = new JarProcess(this.folder, environment(server));
			Ended full = jar.withFilesUpTo(5_000).run("send", "campaign.csv", "--rate", "0");
			assertThat(full.exitCode()).as(full.err()).isEqualTo(5);
			assertThat(full.err()).hasLineCount(1)
				.contains("The ledger's database failed: File too large.")
				.contains("what was sent is safe in it")
				.contains("Run the same command again");
			assertThat(full.out()).doesNotContain("\tat ");
			assertThat(server.requests()).as(full.err()).isNotEmpty().hasSizeLessThan(rows);
			Ended ended = jar.run("send", "campaign.csv", "--rate", "0");
			assertThat(ended.exitCode()).as(ended.err()).isIn(0, 1);
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates();
			List<String> statuses = statuses();
			assertThat(statuses).hasSize(rows).containsOnly("ACCEPTED", "IN_DOUBT");
			assertThat(statuses.stream().filter("IN_DOUBT"::equals)).hasSizeLessThanOrEqualTo(2 * 64);
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void aDiskThatIsFullFromTheStartSendsNothingAndTheSameCommandGoesOn() throws IOException {
		writeRows(20);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			JarProcess jar = new JarProcess(this.folder, environment(server));
			Ended full = jar.withFilesUpTo(100).run("send", "campaign.csv", "--rate", "0");
			assertThat(full.exitCode()).as(full.err()).isEqualTo(5);
			assertThat(full.err()).hasLineCount(1).contains("File too large");
			assertThat(full.out()).doesNotContain("\tat ");
			assertThat(server.requests()).isEmpty();
			Ended ended = jar.run("send", "campaign.csv", "--rate", "0");
			assertThat(ended.exitCode()).as(ended.err()).isZero();
			assertThat(server.requests()).hasSize(20);
		}
	}

	@Test
	void whoeverAsksWhileARunIsOnIsToldWhoHasTheLedger() throws IOException {
		writeRows(300);
		Files.writeString(Files.createDirectory(this.folder.resolve("asked")).resolve("receipts.json"), "{}");
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 100))) {
			JarProcess jar = new JarProcess(this.folder, environment(server));
			Process run = jar.start("send", "campaign.csv", "--rate", "2");
			server.awaitRequests(2);
			JarProcess asking = new JarProcess(this.folder.resolve("asked"), Map.of());
			Ended live = asking.run("status", "--data-dir", "../data");
			List<Ended> answers = List.of(asking.run("results", "../campaign.csv", "--data-dir", "../data"),
					asking.run("receipts", "receipts.json", "--data-dir", "../data"));
			long pid = run.pid();
			run.destroyForcibly();
			jar.await(run);
			assertThat(live.exitCode()).isZero();
			assertThat(live.out()).contains("campaign");
			assertThat(answers).allSatisfy((answer) -> {
				assertThat(answer.exitCode()).isEqualTo(4);
				assertThat(answer.out()).isEmpty();
				assertThat(answer.err()).hasLineCount(1).contains("process " + pid + " ", "in use");
			});
			assertThat(asking.run("status", "--data-dir", "../data").out()).contains("campaign", "open");
		}
	}

	@Test
	void theSecondRunInADataFolderSaysWhoHoldsIt() throws IOException {
		writeRows(300);
		Files.createDirectory(this.folder.resolve("second"));
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 100))) {
			JarProcess jar = new JarProcess(this.folder, environment(server));
			Process first = jar.start("send", "campaign.csv", "--rate", "2");
			server.awaitRequests(2);
			Ended second = new JarProcess(this.folder.resolve("second"), environment(server)).run("send",
					"../campaign.csv", "--data-dir", "../data");
			long pid = first.pid();
			first.destroyForcibly();
			jar.await(first);
			assertThat(second.exitCode()).isEqualTo(4);
			assertThat(second.err()).hasLineCount(1).contains("Another run", "process " + pid + " ", " since ");
		}
	}

	private static Map<String, String> environment(RecordingServer server) {
		return Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE", "default-source", "BULKSEND_API_URL",
				server.url());
	}

	private void writeRows(int rows) throws IOException {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < rows; row++) {
			text.append(919_800_000_000L + row).append(",a-1\n");
		}
		Files.writeString(this.folder.resolve("campaign.csv"), text);
	}

	private List<String> statuses() {
		return Results.read(this.folder.resolve("campaign-results.csv"))
			.stream()
			.map((row) -> row.get("status"))
			.toList();
	}

}
