package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What status tells of a campaign's runs, and which command it proposes.
 */
class RunsTest {

	private static final Answer EXPIRED = new Answer(401, "{\"message\":\"expired\"}", 0, "");

	private volatile boolean letsIn;

	private final RecordingServer server = new RecordingServer(
			(number) -> this.letsIn ? Answer.accepted(number, 0) : EXPIRED);

	@TempDir
	private Path folder;

	@BeforeEach
	void write() throws IOException {
		Files.writeString(this.folder.resolve("it's.csv"),
				"recipient_whatsapp,attachment_id\n919833078369,a-1\n919833078370,a-1\n919833078371,a-1\n");
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void eachIsToldWithItsEndAndItsCommandAndTheLatestIsTheNext() throws IOException {
		assertThat(send("--rate", "7", "--limit", "2").exitCode()).isEqualTo(5);
		String status = status();
		assertThat(status.replaceAll("\\s+", " ")).contains(
				"stopped, and a person is needed. The API refused the account",
				"Next: When that is in order, send the 3 rows that are left:");
		assertThat(status).contains(
				"What became of each row:\n    target/bulk-send results " + quoted() + " --data-dir " + this.folder);
		String again = "send " + quoted() + " --rate 7 --limit 2 --data-dir ";
		assertThat(status).contains("      " + again, "    target/bulk-send " + again).doesNotContain("Next: run the");
		this.letsIn = true;
		assertThat(send("--rate", "7", "--limit", "2").exitCode()).isEqualTo(3);
		assertThat(status()).contains("stopped. Sent 2 messages", "Next: Send the row that is left:",
				"    target/bulk-send send " + quoted() + " --rate 7 --data-dir ");
		assertThat(send("--rate", "7").exitCode()).isZero();
		assertThat(send("--rate", "7").exitCode()).isZero();
		assertThat(status()).contains("all rows were decided.").doesNotContain("Next:");
		JsonNode runs = new ObjectMapper().readTree(run("status", "it's", "--json").out()).get("runs");
		assertThat(runs.valueStream().map((run) -> run.get("outcome").asString())).containsExactly("needs_a_person",
				"stopped", "done");
		assertThat(runs.get(0).get("stop_reason").asString()).isEqualTo("account_refused");
		assertThat(runs.get(0).get("command").asString()).startsWith(again).doesNotContain("token");
		assertThat(runs.get(0).get("begun_at").asString()).isLessThanOrEqualTo(runs.get(0).get("ended_at").asString());
	}

	@Test
	void aProxyThatAsksForAPasswordIsNotTheTokensFault() {
		try (RecordingServer proxy = new RecordingServer((number) -> new Answer(407, "", 0, ""))) {
			Captured refused = send("--bulksend.api.url=" + proxy.url());
			assertThat(refused.exitCode()).as(refused.err()).isEqualTo(5);
			assertThat(refused.out()).contains("The proxy asks for a password (HTTP 407)")
				.doesNotContain("BULKSEND_API_TOKEN", "the account");
		}
	}

	private String quoted() {
		return "'" + this.folder.resolve("it'\\''s.csv") + "'";
	}

	private String status() {
		Captured status = run("status", "it's");
		assertThat(status.exitCode()).as(status.err()).isZero();
		return status.out();
	}

	private Captured send(String... options) {
		List<String> command = new ArrayList<>(List.of("send", this.folder.resolve("it's.csv").toString()));
		command.addAll(List.of(options));
		return run(command.toArray(String[]::new));
	}

	private Captured run(String... command) {
		List<String> all = new ArrayList<>(List.of(command));
		all.addAll(List.of("--data-dir", this.folder.toString()));
		if (command[0].equals("send")) {
			all.add("--spring.config.additional-location=file:" + settings());
		}
		return Captured.run(all.toArray(String[]::new));
	}

	private Path settings() {
		try {
			return Files.writeString(this.folder.resolve("account.properties"), "bulksend.api.token=token\n"
					+ "bulksend.api.source=shop\nbulksend.api.url=" + this.server.url() + "\n");
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
