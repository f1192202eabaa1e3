package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An API that asks for fewer calls.
 */
class SlowedTest {

	@TempDir
	private Path folder;

	@Test
	void theRunSaysThatItWasSlowedAndBy() throws IOException {
		StringBuilder rows = new StringBuilder("recipient_whatsapp,source,attachment_id\n");
		for (int row = 0; row < 60; row++) {
			rows.append(919_833_078_300L + row).append(",shop,a-1\n");
		}
		Path file = Files.writeString(this.folder.resolve("spring.csv"), rows);
		try (RecordingServer server = new RecordingServer(
				(number) -> (number == 10) ? new Answer(429, "", 0, "") : Answer.accepted(number, 0))) {
			Captured run = Captured.run("send", file.toString(), "--rate", "50", "--data-dir", this.folder.toString(),
					"--spring.config.additional-location=file:"
							+ Files.writeString(this.folder.resolve("a.properties"), "bulksend.api.token=token\n"),
					"--bulksend.api.url=" + server.url());
			assertThat(run.exitCode()).as(run.err()).isZero();
			assertThat(run.err()).containsPattern(
					"(?m)^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d Slowed to [1-4]\\d/s: the API asked for fewer calls$");
			assertThat(server.requests()).hasSize(61);
		}
	}

}
