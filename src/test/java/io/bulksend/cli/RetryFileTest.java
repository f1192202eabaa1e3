package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Results;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes with the results: the rows to correct and send again, and the report.
 */
class RetryFileTest {

	private static final IntFunction<Answer> REFUSE_THE_SECOND = (number) -> (number == 2) ? Answer.refused(400, "8003")
			: Answer.accepted(number, 0);

	@TempDir
	private Path folder;

	@Test
	void onlyWhatWasCorrectedGoesOutAndNothingThatWasAcceptedIsLost() throws IOException {
		write("campaign.csv", """
				Name,recipient_whatsapp,attachment_id,caption
				Anna,919800000001,a-1,hello
				=Bela,919800000002,a-1,"two
				lines, and ""quotes\"""
				Chen,12,a-1,hello
				Dora,919800000004,a-1,cut, here
				Emil,919800000005,a-1,hello
				""");
		try (RecordingServer server = new RecordingServer(REFUSE_THE_SECOND)) {
			assertThat(send(server, "campaign.csv").exitCode()).isEqualTo(1);
			assertThat(column("campaign-results.csv", "status")).containsExactly("ACCEPTED", "REJECTED", "INVALID",
					"INVALID", "ACCEPTED");
			assertThat(Files.readString(this.folder.resolve("campaign-retry.csv")))
				.startsWith("\uFEFFName,recipient_whatsapp,attachment_id,caption,line,status,");
			assertThat(column("campaign-retry.csv", "Name")).containsExactly("'=Bela", "Chen");
			assertThat(column("campaign-retry.csv", "error_code")).containsExactly("8003", "RECIPIENT_LENGTH");
			assertThat(column("campaign-retry.csv", "advice")).doesNotContain("");

			edit("campaign-retry.csv", ",12,", ",919800000003,");
			Captured corrected = send(server, "campaign.csv", "--corrections", "campaign-retry.csv");
			assertThat(corrected.exitCode()).as(corrected.err()).isEqualTo(1);
			assertThat(corrected.out().replaceAll("\\s+", " ")).contains(
					"Of 2 rows in campaign-retry.csv 1 changed what is sent.", "Unchanged, and not sent again: 1.");
			assertThat(recipients(server)).containsExactly("919800000001", "919800000002", "919800000005",
					"919800000003");
			assertThat(column("campaign-results.csv", "status")).containsExactly("ACCEPTED", "REJECTED", "ACCEPTED",
					"INVALID", "ACCEPTED");
			assertThat(column("campaign-results.csv", "Name")).containsExactly("Anna", "'=Bela", "Chen", "Dora",
					"Emil");
			assertThat(column("campaign-retry.csv", "Name")).containsExactly("'=Bela");

			edit("campaign-retry.csv", "919800000002", "919800000022");
			Captured last = send(server, "campaign.csv", "--corrections", "campaign-retry.csv");
			assertThat(last.exitCode()).as(last.err()).isEqualTo(1);
			assertThat(column("campaign-results.csv", "status")).containsExactly("ACCEPTED", "ACCEPTED", "ACCEPTED",
					"INVALID", "ACCEPTED");
			assertThat(server.requests()).hasSize(5).last().satisfies((request) -> {
				assertThat(request.recipient()).isEqualTo("919800000022");
				assertThat(request.body()).contains("two\\nlines, and \\\"quotes\\\"");
			});

			edit("campaign.csv", ",12,", ",919800000003,");
			edit("campaign.csv", "919800000002", "919800000022");
			edit("campaign.csv", "cut, here", "\"cut, here\"");
			assertThat(send(server, "campaign.csv", "--amend").exitCode()).isZero();
			assertThat(column("campaign-results.csv", "status")).containsOnly("ACCEPTED").hasSize(5);
			assertThat(column("campaign-results.csv", "message_id")).containsExactly("id-1", "id-5", "id-4", "id-6",
					"id-3");
			assertThat(recipients(server)).hasSize(6).last().isEqualTo("919800000004");
			assertThat(this.folder.resolve("campaign-retry.csv")).as("changed by hand, so not ours to delete").exists();
		}
	}

	@Test
	void aFileWhoseRowsAreAllDoneIsTakenAway() throws IOException {
		write("campaign.csv", "recipient_whatsapp,attachment_id\n919800000001,a-1\n919800000002,a-1\n");
		try (RecordingServer server = new RecordingServer(REFUSE_THE_SECOND)) {
			Captured first = send(server, "campaign.csv");
			assertThat(first.out()).contains("campaign-retry.csv", "campaign-report.html");
			assertThat(this.folder.resolve("campaign-retry.csv")).exists();
			Captured again = send(server, "campaign.csv", "--retry", "rejected");
			assertThat(again.exitCode()).as(again.err()).isZero();
			assertThat(this.folder.resolve("campaign-retry.csv")).doesNotExist();
			assertThat(again.out()).doesNotContain("campaign-retry.csv").contains("campaign-report.html");
		}
	}

	@Test
	void filesThatWouldOverwriteEachOtherOrTheInputAreRefused() throws IOException {
		write("campaign.csv", "recipient_whatsapp,attachment_id\n919800000001,a-1\n");
		write("campaign-retry.csv", "mine");
		try (RecordingServer server = new RecordingServer(REFUSE_THE_SECOND)) {
			for (List<String> options : List.of(List.of("--report", "campaign.csv"),
					List.of("--report", "campaign-results.csv"), List.of("--results", "campaign-retry.csv"),
					List.of("--report", "nowhere/report.html"))) {
				Captured ended = send(server, "campaign.csv", options.toArray(String[]::new));
				assertThat(ended.exitCode()).as(options.toString()).isEqualTo(2);
				assertThat(ended.err()).contains(options.get(1)).hasLineCount(1);
			}
			assertThat(server.requests()).isEmpty();
			assertThat(Files.readString(this.folder.resolve("campaign-retry.csv"))).isEqualTo("mine");
		}
	}

	private Captured send(RecordingServer server, String file, String... options) {
		String[] command = new String[options.length + 6];
		System.arraycopy(new String[] { "send", file, "--rate", "0", "--concurrency", "1" }, 0, command, 0, 6);
		System.arraycopy(options, 0, command, 6, options.length);
		return new AtFolder(this.folder, server).run(command);
	}

	private static List<String> recipients(RecordingServer server) {
		return server.requests().stream().map(Request::recipient).toList();
	}

	private void write(String file, String text) throws IOException {
		Files.writeString(this.folder.resolve(file), text);
	}

	private void edit(String file, String from, String to) throws IOException {
		String text = Files.readString(this.folder.resolve(file));
		assertThat(text).contains(from);
		write(file, text.replace(from, to));
	}

	private List<String> column(String file, String name) {
		return Results.read(this.folder.resolve(file)).stream().map((row) -> row.get(name)).toList();
	}

}
