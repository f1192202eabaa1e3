package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever does what a run says is next, in the order in which it says so, gets on.
 */
class NextStepsIT {

	private static final IntFunction<Answer> ACCEPT = (number) -> Answer.accepted(number, 0);

	@TempDir
	private Path folder;

	private final Map<String, String> environment = new HashMap<>();

	@BeforeEach
	void writeCampaign() throws IOException {
		Files.writeString(this.folder.resolve("campaign.csv"), """
				recipient_whatsapp;attachment_id
				919800000001;a-1
				919800000002;a-1
				919800000003;a-1
				919800000004;a-1
				""");
	}

	@Test
	void rowsInDoubtAreSettledAndTheRefusedOnesCorrected() throws IOException {
		try (RecordingServer server = new RecordingServer((number) -> switch (number) {
			case 2 -> Answer.refused(400, "8003");
			case 3 -> new Answer(502, "bad gateway", 0, "");
			default -> Answer.accepted(number, 0);
		})) {
			Ended first = run(server, "send", "campaign.csv", "--concurrency", "1", "--rate", "0");
			assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
			List<String> commands = commands(first);
			assertThat(commands).hasSize(2);
			Ended doubts = run(server, commands.get(0).split(" "));
			assertThat(doubts.exitCode()).as(doubts.err()).isEqualTo(1);
			assertThat(recipients(server)).hasSize(5).last().isEqualTo("919800000003");
			correct("919800000002", "919800000022");
			Ended corrected = run(server, commands.get(1).split(" "));
			assertThat(corrected.exitCode()).as(corrected.err()).isZero();
			assertThat(recipients(server)).hasSize(6).last().isEqualTo("919800000022");
		}
	}

	@Test
	void theRestGoesOutThoughTheEnvironmentCutsIt() {
		this.environment.put("BULKSEND_LIMIT", "1");
		try (RecordingServer server = new RecordingServer(ACCEPT)) {
			Ended first = run(server, "send", "campaign.csv");
			assertThat(first.exitCode()).as(first.err()).isEqualTo(3);
			Ended second = run(server, commands(first).get(0).split(" "));
			assertThat(second.exitCode()).as(second.out() + second.err()).isZero();
			assertThat(recipients(server)).hasSize(4).doesNotHaveDuplicates();
		}
	}

	@Test
	void theRestFollowsAFailedCanaryOfAFileOfSettings() throws IOException {
		Files.writeString(this.folder.resolve("application.properties"), "bulksend.canary=2\n");
		try (RecordingServer server = new RecordingServer(
				(number) -> (number <= 2) ? Answer.refused(400, "8003") : Answer.accepted(number, 0))) {
			Ended first = run(server, "send", "campaign.csv", "--canary", "1");
			assertThat(first.exitCode()).as(first.err()).isEqualTo(5);
			Ended second = run(server, commands(first).get(0).split(" "));
			assertThat(second.exitCode()).as(second.out() + second.err()).isEqualTo(1);
			assertThat(recipients(server)).hasSize(4).doesNotHaveDuplicates();
		}
	}

	@Test
	void correctedRowsAllGoOutThoughTheEnvironmentCutsThemAndHasAnotherDelimiter() throws IOException {
		this.environment.putAll(Map.of("BULKSEND_DELIMITER", ";", "BULKSEND_CANARY", "1", "BULKSEND_LIMIT", "4"));
		try (RecordingServer server = new RecordingServer(
				(number) -> (number > 1 && number <= 4) ? Answer.refused(400, "8003") : Answer.accepted(number, 0))) {
			Ended first = run(server, "send", "campaign.csv", "--concurrency", "1", "--rate", "0");
			assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
			this.environment.put("BULKSEND_LIMIT", "1");
			correct("91980000000", "91980000001");
			Ended second = run(server, commands(first).get(0).split(" "));
			assertThat(second.exitCode()).as(second.out() + second.err()).isZero();
			assertThat(recipients(server)).hasSize(7).doesNotHaveDuplicates();
		}
	}

	@Test
	void whereTheEnvironmentSaysUntilWhenItIsToBeChangedThere() {
		this.environment.put("BULKSEND_NOT_AFTER", "2020-01-01T10:00:30");
		try (RecordingServer server = new RecordingServer(ACCEPT)) {
			Ended first = run(server, "send", "campaign.csv", "--zone", "UTC");
			assertThat(first.exitCode()).as(first.err()).isEqualTo(5);
			assertThat(first.out().replaceAll("\\s+", " ")).contains("after 2020-01-01 10:00:30 UTC")
				.contains("take BULKSEND_NOT_AFTER or bulksend.not-after away, or name a later time there");
			this.environment.remove("BULKSEND_NOT_AFTER");
			assertThat(run(server, commands(first).get(0).split(" ")).exitCode()).isZero();
		}
	}

	/** What follows the program's name in each command that is printed. */
	private static List<String> commands(Ended ended) {
		return ended.out()
			.lines()
			.filter((line) -> line.matches("    \\S.*bulk-send'? send .*"))
			.map((line) -> line.replaceFirst(".*bulk-send'? ", ""))
			.toList();
	}

	private void correct(String from, String to) throws IOException {
		Path rows = this.folder.resolve("campaign-retry.csv");
		String text = Files.readString(rows);
		assertThat(text).contains(from);
		Files.writeString(rows, text.replace(from, to));
	}

	private Ended run(RecordingServer server, String... command) {
		Map<String, String> all = new HashMap<>(this.environment);
		all.putAll(Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE", "source", "BULKSEND_API_URL",
				server.url()));
		return new JarProcess(this.folder, all).run(command);
	}

	private static List<String> recipients(RecordingServer server) {
		return server.requests().stream().map(Request::recipient).toList();
	}

}
