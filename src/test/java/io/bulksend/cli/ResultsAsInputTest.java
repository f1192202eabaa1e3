package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.bulksend.cli.output.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The results of a campaign as the next input: of the same campaign, or on purpose of
 * another one, but not of another one by accident.
 */
class ResultsAsInputTest {

	@TempDir
	private Path folder;

	private Path results;

	@BeforeEach
	void sendCampaign() throws IOException {
		this.results = this.folder.resolve("spring offers-results.csv");
		Path file = write("spring offers.csv",
				"recipient_whatsapp,source,attachment_id\n919833078003,s,a-1\n919833078369,s,a-1\n");
		assertThat(send(file).exitCode()).isEqualTo(ExitCode.NEEDS_A_LOOK);
	}

	@Test
	void areNotSentAgainAsANewCampaignByAccident() {
		for (String[] options : new String[][] { {}, { "--amend" } }) {
			Captured refused = send(this.results, options);
			assertThat(refused.exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
			assertThat(refused.err()).hasLineCount(1)
				.contains("spring offers-results.csv, line 3: ", "sent already",
						"--campaign \"spring offers\" --amend");
			assertThat(refused.out()).isEmpty();
			assertThat(this.folder.resolve("spring offers-results-results.csv")).doesNotExist();
		}
	}

	@Test
	void areTheNextInputOfTheirCampaign() {
		Captured same = send(this.results, "--campaign", "spring offers", "--amend");
		assertThat(same.exitCode()).as(same.err()).isEqualTo(ExitCode.NEEDS_A_LOOK);
		assertThat(same.out()).contains("0 messages were sent now");
	}

	@Test
	void areSentAgainWhereACampaignIsNamedOnPurposeAndFromThenOnWithoutItsName() {
		Captured other = send(this.results, "--campaign", "spring offers-results");
		assertThat(other.out()).as(other.err()).contains("2 messages were sent now");
		Captured again = send(this.results);
		assertThat(again.out()).as(again.err()).contains("nothing was sent now");
		assertThat(again.exitCode()).isEqualTo(ExitCode.NEEDS_A_LOOK);
	}

	@Test
	void mayBeginACampaignWhereNothingOfThemWasSent() throws IOException {
		Path retry = this.folder.resolve("spring offers-retry.csv");
		Files.writeString(retry, Files.readString(retry).replace("919833078003", "919833078370"));
		assertThat(send(retry).exitCode()).isEqualTo(ExitCode.DONE);
	}

	@Test
	void mayBeginACampaignWhereTheLedgerDoesNotKnowTheirs(@TempDir Path elsewhere) throws IOException {
		Path copy = Files.copy(this.results, elsewhere.resolve("spring offers-results.csv"));
		Captured other = Captured.run("send", copy.toString(), "--sandbox", "--data-dir", elsewhere.toString(),
				"--bulksend.api.response-timeout=5m");
		assertThat(other.out()).as(other.err()).contains("2 messages were sent now");
	}

	@Test
	void rowsInDoubtCountAsSent() throws IOException {
		Files.writeString(this.results, Files.readString(this.results).replace("ACCEPTED", "IN_DOUBT"));
		assertThat(send(this.results).exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
	}

	@Test
	void aStatusOfTheFilesOwnMeansNothing() throws IOException {
		Path file = write("own.csv",
				"status,message_id,recipient_whatsapp,source,attachment_id\nACCEPTED,7,919833078369,s,a-1\n");
		assertThat(send(file).exitCode()).isEqualTo(ExitCode.DONE);
	}

	@Test
	void checkSaysTheSame() {
		Captured check = Captured.run("check", this.results.toString());
		assertThat(check.out().replaceAll("\\s+", " ")).contains("line 3: ", "sent already",
				"--campaign \"spring offers\" --amend");
		assertThat(Captured.run("check", this.results.toString(), "--json").out()).contains("\"warning\":\"")
			.contains("line 3: ");
		Captured named = Captured.run("check", this.results.toString(), "--bulksend.campaign=spring offers");
		assertThat(named.out()).doesNotContain("sent already");
		assertThat(Captured.run("check", this.folder.resolve("spring offers.csv").toString(), "--json").out())
			.doesNotContain("warning");
	}

	private Captured send(Path file, String... options) {
		return Captured
			.run(Stream.concat(Stream.of("send", file.toString(), "--sandbox", "--data-dir", this.folder.toString(),
					"--bulksend.api.response-timeout=5m"), Stream.of(options))
				.toArray(String[]::new));
	}

	private Path write(String name, String text) throws IOException {
		return Files.writeString(this.folder.resolve(name), text);
	}

}
