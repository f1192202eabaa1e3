package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What whoever operates campaigns relies on: metrics, a canary, a time when all is over.
 */
class OperationsTest {

	private static final int ROWS = 40;

	@TempDir
	private Path folder;

	@BeforeEach
	void writeCampaign() throws IOException {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < ROWS; row++) {
			text.append(919_800_000_000L + row).append(",a-1\n");
		}
		Files.writeString(this.folder.resolve("campaign.csv"), text);
	}

	@Test
	void metricsLieInTheirFileWhenTheRunHasEnded() throws IOException {
		assertThat(send((number) -> (number % 4 == 0) ? Answer.refused(200, "8003") : Answer.accepted(number, 0),
				"--metrics", "campaign.prom")
			.exitCode()).isOne();
		assertThat(Files.readAllLines(this.folder.resolve("campaign.prom"))).contains(
				"bulksend_rows{campaign=\"campaign\",status=\"accepted\"} 30.0",
				"bulksend_rows{campaign=\"campaign\",status=\"rejected\"} 10.0",
				"bulksend_rows{campaign=\"campaign\",status=\"not_sent\"} 0.0",
				"bulksend_calls_total{campaign=\"campaign\"} 40.0",
				"bulksend_run_ended{campaign=\"campaign\",end=\"done\",reason=\"\"} 1.0");
	}

	@Test
	void aCanaryThatIsRefusedKeepsTheOthersBack() {
		try (RecordingServer server = new RecordingServer((number) -> Answer.refused(200, "8003"))) {
			Captured ended = run(server, "--canary", "5");
			assertThat(ended.exitCode()).isEqualTo(5);
			assertThat(ended.out()).contains("canary");
			assertThat(server.requests()).hasSize(5);
		}
	}

	@Test
	void theOthersFollowACanaryThatIsAccepted() {
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			assertThat(run(server, "--canary", "5").exitCode()).isZero();
			assertThat(server.requests()).hasSize(ROWS);
		}
	}

	@Test
	void nothingIsSentAfterATimeHoweverOftenItIsRun() {
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			for (int run = 0; run < 2; run++) {
				Captured ended = run(server, "--not-after", "2020-01-01T10:00");
				assertThat(ended.exitCode()).isEqualTo(5);
				assertThat(ended.out()).contains("Nothing may be sent after 2020-01-01", "NOT_SENT");
			}
			assertThat(server.requests()).isEmpty();
			assertThat(run(server, "--not-after", "2999-01-01T10:00+05:30").exitCode()).isZero();
			assertThat(server.requests()).hasSize(ROWS);
		}
	}

	private Captured send(IntFunction<Answer> answers, String... options) {
		try (RecordingServer server = new RecordingServer(answers)) {
			return run(server, options);
		}
	}

	private Captured run(RecordingServer server, String... options) {
		return new AtFolder(this.folder, server)
			.run(Stream.concat(Stream.of("send", "campaign.csv"), Stream.of(options)).toArray(String[]::new));
	}

}
