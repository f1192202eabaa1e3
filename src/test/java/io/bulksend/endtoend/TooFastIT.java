package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What it costs where the API says now and then that calls come too fast.
 */
class TooFastIT {

	private static final int ROWS = 1_600;

	private static final Set<Integer> TOO_FAST = Set.of(100, 300, 500, 700, 900, 1_100);

	@TempDir
	private Path folder;

	@Test
	void aFewRefusalsSlowNothingDown() throws IOException {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < ROWS; row++) {
			text.append(919_800_000_000L + row).append(",a-1\n");
		}
		Files.writeString(this.folder.resolve("rated.csv"), text);
		Files.writeString(this.folder.resolve("free.csv"), text);
		send("rated.csv", "400");
		send("free.csv", "0");
	}

	private void send(String file, String rate) {
		try (RecordingServer server = new RecordingServer(
				(number) -> TOO_FAST.contains(number) ? Answer.refused(429, "429") : Answer.accepted(number, 30))) {
			JarProcess jar = new JarProcess(this.folder, Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE",
					"source", "BULKSEND_API_URL", server.url()));
			Ended ended = jar.run("send", file, "--rate", rate, "--again", "--bulksend.progress-interval=300ms");
			assertThat(ended.exitCode()).isZero();
			assertThat(ended.err()).doesNotContain("Slowed");
			assertThat(server.requests()).hasSize(ROWS + TOO_FAST.size());
		}
	}

}
