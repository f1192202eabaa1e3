package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.bulksend.cli.output.OwnCommand;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people go through who type nothing but what was printed to them. How the first ten
 * minutes go is tried with each command of the README, in its order.
 */
class PathsTest {

	private static final Answer EXPIRED = new Answer(401, "{\"message\":\"expired\"}", 0, "");

	private volatile boolean mended;

	private final RecordingServer server = new RecordingServer(this::answer);

	@TempDir
	private Path folder;

	private Path file;

	@BeforeEach
	void write() throws IOException {
		StringBuilder rows = new StringBuilder("recipient_whatsapp,attachment_id,Name\n");
		for (int row = 0; row < 6; row++) {
			rows.append(919_833_078_300L + row).append(",a-1,Customer ").append(row).append('\n');
		}
		this.file = Files.writeString(this.folder.resolve("spring.csv"), rows);
		Files.writeString(this.folder.resolve("account.properties"),
				"bulksend.api.token=token\nbulksend.api.source=shop\nbulksend.rate=0\nbulksend.concurrency=1\n"
						+ "bulksend.api.url=" + this.server.url() + "\n");
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void theFailedNight() {
		Captured atOne = send("--quiet");
		assertThat(atOne.exitCode()).as(atOne.err()).isEqualTo(5);
		assertThat(atOne.out().lines().toList()).last()
			.asString()
			.contains("run ended (5, needs a person): The API refused the account (HTTP_401)");
		assertThat(send("--quiet").exitCode()).as("the scheduler knows no better").isEqualTo(5);

		Captured atEight = run("status", "--data-dir", this.folder.toString());
		assertThat(atEight.out()).containsPattern("spring +\\S+ +6 +2 +0 +4 open");
		String detail = run("status", "spring", "--data-dir", this.folder.toString()).out();
		assertThat(detail.replaceAll("\\s+", " ")).contains("Check BULKSEND_API_TOKEN and the account.",
				"Next: When that is in order, send the 4 rows that are left:");

		this.mended = true;
		Captured mended = paste(detail);
		assertThat(mended.exitCode()).as(mended.err()).isZero();
		assertThat(taken()).doesNotHaveDuplicates().hasSize(6);
		Captured nextNight = send("--quiet");
		assertThat(nextNight.exitCode()).isZero();
		assertThat(nextNight.out()).hasLineCount(1).contains("nothing was left to do");
	}

	@Test
	void theCorrectedCampaign() throws IOException {
		this.mended = true;
		Files.writeString(this.file, Files.readString(this.file).replace("919833078303", "77009001"));
		Captured first = send();
		assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
		assertThat(report()).contains("1 can be corrected", "spring-retry.csv").doesNotContain("All is well");
		Path retry = this.folder.resolve("spring-retry.csv");
		Files.writeString(retry, Files.readString(retry).replace("77009001", "447700900123"));
		Captured corrected = paste(first.out());
		assertThat(corrected.exitCode()).as(corrected.err()).isZero();
		assertThat(taken()).doesNotHaveDuplicates().hasSize(6).contains("447700900123");
		assertThat(report()).contains("All 6 messages were accepted.", "All is well");
		assertThat(send().out()).contains("nothing was left to do");
		assertThat(run("status", "spring", "--data-dir", this.folder.toString()).out()).doesNotContain("Next:");
	}

	@Test
	void whatIsPrintedInPlaceOfCorrectedRowsSentAloneSendsThem() throws IOException {
		this.mended = true;
		Files.writeString(this.file, Files.readString(this.file).replace("919833078303", "77009001"));
		assertThat(send().exitCode()).isEqualTo(1);
		Path retry = this.folder.resolve("spring-retry.csv");
		Files.writeString(retry, Files.readString(retry).replace("77009001", "447700900123"));
		Path campaign = this.file;
		this.file = retry;
		Captured alone = send();
		assertThat(alone.exitCode()).isEqualTo(2);
		assertThat(alone.err()).contains("run: send spring.csv --corrections ");
		this.file = campaign;
		Captured pasted = paste(alone.err());
		assertThat(pasted.exitCode()).as(pasted.err()).isZero();
		assertThat(taken()).doesNotHaveDuplicates().hasSize(6).contains("447700900123");

		this.file = Files.copy(campaign, this.folder.resolve("spring copy.csv"));
		Captured copied = send("--limit", "2");
		assertThat(copied.exitCode()).isEqualTo(2);
		assertThat(copied.err()).contains("\n    target/bulk-send send " + campaign + " --limit 2 --data-dir ");
	}

	private String report() throws IOException {
		return Files.readString(this.folder.resolve("spring-report.html"));
	}

	private Answer answer(int number) {
		return (this.mended || number <= 2) ? Answer.accepted(number, 0) : EXPIRED;
	}

	/** Whom the messages were for that were taken. */
	private List<String> taken() {
		return this.server.requests()
			.stream()
			.filter((request) -> !request.answer().id().isEmpty())
			.map(Request::recipient)
			.toList();
	}

	/** Runs the last command that was printed. */
	private static Captured paste(String printed) {
		List<String> commands = printed.lines().filter((line) -> line.startsWith("    target/bulk-send ")).toList();
		String command = commands.get(commands.size() - 1).replaceFirst("^ +target/bulk-send ", "");
		return Captured.run(OwnCommand.split(command).toArray(String[]::new));
	}

	private Captured send(String... options) {
		List<String> command = new ArrayList<>(List.of("send", this.file.toString()));
		command.addAll(List.of(options));
		command.addAll(List.of("--data-dir", this.folder.toString(),
				"--spring.config.additional-location=file:" + this.folder.resolve("account.properties")));
		return run(command.toArray(String[]::new));
	}

	private static Captured run(String... command) {
		return Captured.run(command);
	}

}
