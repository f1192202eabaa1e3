package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
 * What a campaign's later runs do: amend its file, retry what failed, keep to a window.
 */
class RepeatTest {

	private static final IntFunction<Answer> ACCEPT = (number) -> Answer.accepted(number, 0);

	private static final IntFunction<Answer> REFUSE_THE_SECOND = (number) -> (number == 2) ? Answer.refused(400, "8003")
			: Answer.accepted(number, 0);

	@TempDir
	private Path folder;

	@Test
	void anAmendedFileSendsOnlyWhatWasNotAccepted() throws IOException {
		write("919800000001", "919800000002", "12", "919800000003");
		try (RecordingServer server = new RecordingServer(REFUSE_THE_SECOND)) {
			run(server);
			assertThat(column("status")).containsExactly("ACCEPTED", "REJECTED", "INVALID", "ACCEPTED");
			List<String> ids = column("message_id");
			write("919800000003", "919800000002", "919800000012", "919800000001", "919800000003");
			Captured amended = run(server, "--amend");
			assertThat(amended.exitCode()).as(amended.err()).isEqualTo(1);
			assertThat(server.requests()).extracting(Request::recipient)
				.containsExactly("919800000001", "919800000002", "919800000003", "919800000012");
			assertThat(column("status")).containsExactly("ACCEPTED", "REJECTED", "ACCEPTED", "ACCEPTED", "DUPLICATE");
			assertThat(column("message_id").get(0)).isEqualTo(ids.get(3));
			assertThat(column("message_id").get(3)).isEqualTo(ids.get(0));
			byte[] results = Files.readAllBytes(results());
			assertThat(run(server, "--amend").exitCode()).isEqualTo(1);
			assertThat(run(server).exitCode()).isEqualTo(1);
			assertThat(Files.readAllBytes(results())).isEqualTo(results);
			assertThat(server.requests()).hasSize(4);
		}
	}

	@Test
	void whatWasOnceAcceptedStaysSoThroughAnyNumberOfAmendments() throws IOException {
		try (RecordingServer server = new RecordingServer(ACCEPT)) {
			write("919800000001");
			run(server);
			write("919800000002");
			run(server, "--amend");
			write("919800000003", "919800000001");
			run(server, "--amend");
			write("919800000001");
			assertThat(run(server).exitCode()).isEqualTo(2);
			run(server, "--amend");
			assertThat(column("status")).containsExactly("ACCEPTED");
			assertThat(server.requests()).extracting(Request::recipient)
				.containsExactly("919800000001", "919800000002", "919800000003");
		}
	}

	@Test
	void aResultsFileIsTheNextInput() throws IOException {
		try (RecordingServer server = new RecordingServer(REFUSE_THE_SECOND)) {
			write("919800000001", "919800000002");
			run(server);
			Files.copy(results(), this.folder.resolve("again.csv"));
			Captured again = new AtFolder(this.folder, server).run("send", "again.csv", "--campaign", "campaign",
					"--amend", "--retry", "rejected");
			assertThat(again.exitCode()).as(again.err()).isZero();
			assertThat(server.requests()).extracting(Request::recipient)
				.containsExactly("919800000001", "919800000002", "919800000002");
			assertThat(Files.readString(this.folder.resolve("again-results.csv"))).containsOnlyOnce("message_id");
		}
	}

	@Test
	void retriesWhatWasRefusedOnceARun() throws IOException {
		try (RecordingServer server = new RecordingServer(REFUSE_THE_SECOND)) {
			write("919800000001", "919800000002", "919800000003");
			assertThat(run(server).exitCode()).isEqualTo(1);
			assertThat(run(server, "--retry", "in-doubt").exitCode()).isEqualTo(1);
			assertThat(server.requests()).hasSize(3);
			assertThat(run(server, "--retry", "rejected").exitCode()).isZero();
			assertThat(server.requests()).hasSize(4);
			assertThat(column("status")).containsOnly("ACCEPTED");
			assertThat(column("attempts")).containsExactly("1", "2", "1");
			assertThat(run(server, "--retry", "rejected,in-doubt").exitCode()).isZero();
			assertThat(server.requests()).hasSize(4);
		}
	}

	@Test
	void settingsThatMakeOtherMessagesOfTheSameRowsAreRefused() throws IOException {
		try (RecordingServer server = new RecordingServer(ACCEPT)) {
			write("919800000001", "919800000002");
			assertThat(run(server, "--limit", "1").exitCode()).isEqualTo(3);
			Captured other = run(server, "--once-per", "recipient");
			assertThat(other.exitCode()).isEqualTo(2);
			assertThat(other.err()).contains("once per message").contains("once per recipient").hasLineCount(1);
			assertThat(server.requests()).hasSize(1);
			assertThat(run(server).exitCode()).isZero();
		}
	}

	@Test
	void outsideItsWindowNothingIsSent() throws IOException {
		try (RecordingServer server = new RecordingServer(ACCEPT)) {
			write("919800000001");
			LocalTime now = LocalTime.now(ZoneOffset.UTC);
			DateTimeFormatter format = DateTimeFormatter.ofPattern("HH:mm");
			String closed = format.format(now.plusHours(2)) + "-" + format.format(now.plusHours(3));
			Captured ended = run(server, "--window", closed, "--zone", "UTC");
			assertThat(ended.exitCode()).isEqualTo(3);
			assertThat(ended.out()).contains(closed);
			assertThat(server.requests()).isEmpty();
			assertThat(column("status")).containsExactly("NOT_SENT");
			String open = format.format(now.minusHours(1)) + "-" + format.format(now.plusHours(1));
			assertThat(run(server, "--window", open, "--zone", "UTC").exitCode()).isZero();
		}
	}

	@Test
	void aWindowThatIsNoneIsRefused() throws IOException {
		try (RecordingServer server = new RecordingServer(ACCEPT)) {
			write("919800000001");
			Captured ended = run(server, "--window", "nine to five");
			assertThat(ended.exitCode()).isEqualTo(2);
			assertThat(ended.err()).contains("window").hasLineCount(1);
		}
	}

	private Captured run(RecordingServer server, String... options) {
		String[] command = new String[options.length + 6];
		System.arraycopy(new String[] { "send", "campaign.csv", "--rate", "0", "--concurrency", "1" }, 0, command, 0,
				6);
		System.arraycopy(options, 0, command, 6, options.length);
		return new AtFolder(this.folder, server).run(command);
	}

	private void write(String... recipients) throws IOException {
		Files.writeString(this.folder.resolve("campaign.csv"),
				"recipient_whatsapp,attachment_id\n" + String.join(",a-1\n", recipients) + ",a-1\n");
	}

	private Path results() {
		return this.folder.resolve("campaign-results.csv");
	}

	private List<String> column(String name) {
		return Results.read(results()).stream().map((row) -> row.get(name)).toList();
	}

}
