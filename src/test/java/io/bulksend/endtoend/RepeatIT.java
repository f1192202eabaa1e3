package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Results;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a campaign's next run does where one was killed, or its file was changed under it.
 */
class RepeatIT {

	private static final IntFunction<Answer> ACCEPT = (number) -> Answer.accepted(number, 0);

	@TempDir
	private Path folder;

	@Test
	void aKilledRetryGoesOnWithoutTryingAnythingOnceMore() throws IOException {
		try (RecordingServer server = new RecordingServer(
				(number) -> (number <= 40) ? Answer.refused(400, "8003") : Answer.accepted(number, 200))) {
			write(numbers(40));
			assertThat(run(server).exitCode()).isEqualTo(1);
			JarProcess jar = new JarProcess(this.folder, environment(server));
			Process process = jar.start("send", "campaign.csv", "--rate", "20", "--retry", "rejected,in-doubt");
			server.awaitRequests(15);
			process.destroyForcibly();
			jar.await(process);
			run(server, "--retry", "rejected,in-doubt");
			assertThat(server.requests().stream().skip(40)).extracting(Request::recipient)
				.doesNotHaveDuplicates()
				.hasSizeBetween(35, 40);
		}
	}

	@Test
	void aFileThatIsChangedWhileItIsSentStopsTheRunAndNothingGoesOutTwice() throws IOException {
		try (RecordingServer server = new RecordingServer(ACCEPT)) {
			write(numbers(800));
			byte[] original = Files.readAllBytes(this.folder.resolve("campaign.csv"));
			JarProcess jar = new JarProcess(this.folder, environment(server));
			Process process = jar.start("send", "campaign.csv", "--rate", "400");
			server.awaitRequests(100);
			write("919900000001", "919900000002");
			Ended changed = jar.await(process);
			assertThat(changed.exitCode()).as(changed.err()).isEqualTo(3);
			assertThat(changed.err()).contains("changed").hasLineCount(1);
			Files.write(this.folder.resolve("campaign.csv"), original);
			assertThat(jar.run("send", "campaign.csv", "--rate", "0").exitCode()).isZero();
			assertThat(column("status")).hasSize(800).containsOnly("ACCEPTED");
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates().hasSize(800);
		}
	}

	private Ended run(RecordingServer server, String... options) {
		String[] command = new String[options.length + 6];
		System.arraycopy(new String[] { "send", "campaign.csv", "--rate", "0", "--concurrency", "1" }, 0, command, 0,
				6);
		System.arraycopy(options, 0, command, 6, options.length);
		return new JarProcess(this.folder, environment(server)).run(command);
	}

	private static Map<String, String> environment(RecordingServer server) {
		return Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE", "source", "BULKSEND_API_URL", server.url());
	}

	private void write(String... recipients) throws IOException {
		Files.writeString(this.folder.resolve("campaign.csv"),
				"recipient_whatsapp,attachment_id\n" + String.join(",a-1\n", recipients) + ",a-1\n");
	}

	private static String[] numbers(int count) {
		String[] numbers = new String[count];
		for (int i = 0; i < count; i++) {
			numbers[i] = Long.toString(919_800_000_000L + i);
		}
		return numbers;
	}

	private List<String> column(String name) {
		return Results.read(this.folder.resolve("campaign-results.csv")).stream().map((row) -> row.get(name)).toList();
	}

}
