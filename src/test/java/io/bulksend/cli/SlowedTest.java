package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

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

	private final Queue<Long> taken = new ArrayDeque<>();

	@Test
	void theRunSaysThatItWasSlowedAndBy() throws IOException {
		StringBuilder rows = new StringBuilder("recipient_whatsapp,source,attachment_id\n");
		for (int row = 0; row < 60; row++) {
			rows.append(919_833_078_300L + row).append(",shop,a-1\n");
		}
		Path file = Files.writeString(this.folder.resolve("spring.csv"), rows);
		try (RecordingServer server = new RecordingServer(
				(number) -> isTooFast() ? Answer.refused(429, "429") : Answer.accepted(number, 0))) {
			Captured run = Captured.run("send", file.toString(), "--rate", "50", "--data-dir", this.folder.toString(),
					"--spring.config.additional-location=file:"
							+ Files.writeString(this.folder.resolve("a.properties"), "bulksend.api.token=token\n"),
					"--bulksend.api.url=" + server.url());
			assertThat(run.exitCode()).as(run.err()).isZero();
			assertThat(run.err()).containsPattern(
					"(?m)^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d Slowed to [1-4]?\\d/s: the API asked for fewer calls$");
		}
	}

	/** Ten calls in half a second are taken. */
	private synchronized boolean isTooFast() {
		long now = System.nanoTime();
		this.taken.removeIf((at) -> now - at > TimeUnit.MILLISECONDS.toNanos(500));
		return this.taken.size() >= 10 || !this.taken.add(now);
	}

}
