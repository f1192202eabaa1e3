package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What a run says while it is on, and where.
 */
class ProgressIT {

	private static final int ROWS = 60;

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
	void withoutATerminalALineTellsHowFarItHasCome() {
		Ended ended = send(null, "--bulksend.progress-interval=300ms");
		assertThat(ended.exitCode()).isZero();
		assertThat(ended.err().lines()).isNotEmpty()
			.allMatch((line) -> line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d (starting|checking the file.*"
					+ "|[\\d,]+ of 60 rows done \\(\\d+ %\\), \\d+ accepted, 0 refused, 0 in doubt, [\\d.]+( of 30)? a second"
					+ ", \\d+ in flight(, [\\d hms]+ left)?|writing the results)"))
			.anyMatch((line) -> line.contains(" of 60 rows done "));
		assertThat(ended.err()).doesNotContain("\r");
	}

	@Test
	void aShortRunSaysNothingButItsSummary() {
		Ended ended = send(null, "--bulksend.progress-interval=5m");
		assertThat(ended.err()).isEmpty();
		assertThat(ended.out()).contains("ACCEPTED");
	}

	@Test
	void quietSaysNothingButTheSummary() {
		Ended ended = send(null, "--quiet", "--bulksend.progress-interval=100ms");
		assertThat(ended.err()).isEmpty();
		assertThat(ended.out()).contains("ACCEPTED");
	}

	@Test
	void aTerminalShowsOneLineThatFitsAndIsGoneAtTheEnd() {
		requireScript();
		Ended ended = send(60, "--bulksend.progress-interval=100ms");
		assertThat(ended.exitCode()).isZero();
		List<String> drawn = Stream.of(ended.out().split("[\r\n]+")).filter((line) -> !line.isBlank()).toList();
		assertThat(drawn).anyMatch((line) -> line.matches("(\\[=*> *] )? *\\d+% \\| +\\d+ ok \\| .*"));
		assertThat(ended.out()).doesNotContain("run begun", "run ended");
		String summary = ended.out().substring(ended.out().lastIndexOf("Campaign"));
		String live = ended.out().substring(0, ended.out().lastIndexOf("Campaign"));
		assertThat(Stream.of(live.split("\r"))).allMatch((line) -> line.length() < 60);
		assertThat(live).doesNotContain("\n").matches("(?s).*\r +\r");
		assertThat(summary).contains("ACCEPTED").doesNotContain(" dbt");
	}

	@Test
	void quietSaysNothingToATerminalEither() {
		requireScript();
		Ended ended = send(80, "--quiet");
		assertThat(ended.out()).matches("(?s)\\d{4}-\\d\\d-\\d\\d .* run begun.*\nCampaign.*").doesNotContain("/60");
	}

	@Test
	void aTerminalHearsWhatANewCampaignIsAboutToSendAndNoOther() {
		requireScript();
		Ended first = send(80, "--bulksend.yes=false", "--limit", "5");
		assertThat(first.exitCode()).isEqualTo(3);
		assertThat(first.out()).contains("About to send 5 messages of the new campaign campaign, in 1s or more",
				"  to    +91 (India) 60", "  from  source", "Enter begins now");
		assertThat(send(80, "--bulksend.yes=false").out()).doesNotContain("About to send");
	}

	private static void requireScript() {
		assumeThat(Stream.of("/usr/bin/script", "/bin/script").map(Path::of).anyMatch(Files::isExecutable))
			.as("script, of util-linux, which makes a terminal")
			.isTrue();
	}

	private Ended send(Integer columns, String... options) {
		boolean asks = List.of(options).contains("--bulksend.yes=false");
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			JarProcess jar = new JarProcess(this.folder, Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE",
					"source", "BULKSEND_API_URL", server.url()));
			String[] command = Stream
				.concat(Stream.of("send", "campaign.csv", "--bulksend.rate=30", asks ? "--json" : "--yes"),
						Stream.of(options))
				.toArray(String[]::new);
			return ((columns != null) ? jar.atTerminal(columns) : jar).run(command);
		}
	}

}
