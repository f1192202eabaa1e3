package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of a run: what comes with the results of one that is stopped, and when
 * each was.
 */
class StoppedRunIT {

	private static final String TOKEN = "secret-token-of-the-test";

	@TempDir
	private Path folder;

	@Test
	void aRunThatIsStoppedLeavesItsReportTooAndNoFileHoldsTheToken() throws IOException {
		write("my campaign's \"file\" ünd.csv",
				"recipient_whatsapp,attachment_id\n" + "91980000000%d,a-1\n".repeat(3).formatted(1, 2, 3));
		try (RecordingServer server = new RecordingServer(
				(number) -> (number == 2) ? Answer.refused(401, "8004") : Answer.accepted(number, 0))) {
			Ended ended = send(server, "my campaign's \"file\" ünd.csv", "--report", "the report.html");
			assertThat(ended.exitCode()).as(ended.err()).isEqualTo(5);
			assertThat(Files.readString(this.folder.resolve("the report.html"))).contains("1 of 3 rows was accepted",
					"my campaign&#39;s &quot;file&quot; ünd", "The campaign is not finished.", "2 are left to send",
					"When that is in order, ask your operator to send these");
			try (Stream<Path> files = Files.walk(this.folder).filter(Files::isRegularFile)) {
				assertThat(files.toList()).hasSizeGreaterThan(4)
					.allSatisfy((file) -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
						.as(file.toString())
						.doesNotContain(TOKEN));
			}
		}
	}

	@Test
	void timesOfRunsAreThoseOfTheClockWhateverTheZoneWas() throws IOException {
		write("spring.csv", "recipient_whatsapp,attachment_id\n919800000001,a-1\n");
		Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
		in("Asia/Kolkata").run("send", "spring.csv", "--sandbox");
		Ended status = in("Europe/Lisbon").run("status", "spring", "--sandbox", "--json");
		JsonNode run = new ObjectMapper().readTree(status.out()).get("runs").get(0);
		for (String time : List.of("begun_at", "ended_at")) {
			assertThat(OffsetDateTime.parse(run.get(time).asString()).toInstant()).isBetween(before, Instant.now());
		}
	}

	private JarProcess in(String zone) {
		return new JarProcess(this.folder, Map.of("TZ", zone, "BULKSEND_API_SOURCE", "source"));
	}

	private Ended send(RecordingServer server, String file, String... options) {
		String[] command = new String[options.length + 6];
		System.arraycopy(new String[] { "send", file, "--rate", "0", "--concurrency", "1" }, 0, command, 0, 6);
		System.arraycopy(options, 0, command, 6, options.length);
		return new JarProcess(this.folder,
				Map.of("BULKSEND_API_TOKEN", TOKEN, "BULKSEND_API_SOURCE", "source", "BULKSEND_API_URL", server.url()))
			.run(command);
	}

	private void write(String file, String text) throws IOException {
		Files.writeString(this.folder.resolve(file), text);
	}

}
