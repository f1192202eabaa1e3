package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Signal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The process that an operator starts, and the JVM that it stands for.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the system does not tell a process its own command line")
class LaunchIT {

	@TempDir
	private Path folder;

	private Path program;

	@BeforeEach
	void install() throws IOException {
		this.program = Files.createDirectory(this.folder.resolve("program"));
		Files.setPosixFilePermissions(this.program, PosixFilePermissions.fromString("rwxr-xr-x"));
		Files.copy(Path.of("target", "bulk-send.jar"), this.program.resolve("bulk-send.jar"));
		StringBuilder rows = new StringBuilder("recipient_whatsapp,source,attachment_id\n");
		for (int row = 0; row < 40; row++) {
			rows.append(919_833_000_000L + row).append(",shop,picture\n");
		}
		Files.writeString(this.folder.resolve("campaign.csv"), rows);
	}

	@Test
	void theFirstRunPreparesAFasterStartOfTheNext() throws Exception {
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			assertThat(start(server, List.of(), "--limit", "1").waitFor()).isEqualTo(3);
			assertThat(archives(this.program)).hasSize(1);
			assertThat(start(server, List.of(), "--limit", "1").waitFor()).isEqualTo(3);
			assertThat(archives(this.program)).hasSize(1);
			assertThat(server.requests()).hasSize(2);
		}
		try (RecordingServer slow = new RecordingServer((number) -> Answer.accepted(number, 60_000))) {
			Process process = start(slow, List.of("-Xmx200m"), "--concurrency", "1");
			slow.awaitRequests(1);
			String command = String.join(" ", child(process).info().arguments().orElseThrow());
			process.destroyForcibly();
			assertThat(command).contains(archives(this.program).get(0).toString())
				.containsSubsequence("-Xms", "-Xmx200m");
		}
	}

	@Test
	void aFileIsCheckedWithoutKeepingAnything() throws Exception {
		assertThat(run(List.of(), "check", "campaign.csv").waitFor()).isZero();
		assertThat(archives(this.program)).isEmpty();
		assertThat(this.folder.resolve("cache")).doesNotExist();
		assertThat(this.folder.resolve("data")).doesNotExist();
	}

	@Test
	void theArchiveNeverLiesWhereOthersCouldReplaceIt() throws Exception {
		Files.setPosixFilePermissions(this.program, PosixFilePermissions.fromString("rwxrwxrwx"));
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			assertThat(start(server, List.of()).waitFor()).isZero();
			assertThat(archives(this.program)).isEmpty();
			assertThat(archives(this.folder.resolve("cache").resolve("bulk-send"))).hasSize(1);
		}
	}

	@Test
	void dyingWithTheProcessThatStandsForIt() throws Exception {
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 60_000))) {
			Process process = start(server, List.of(), "--concurrency", "2");
			server.awaitRequests(1);
			ProcessHandle child = child(process);
			process.destroyForcibly().waitFor();
			child.onExit().get(10, TimeUnit.SECONDS);
			assertThat(server.requests().size()).isLessThanOrEqualTo(2);
		}
	}

	@Test
	void ctrlCThatBothProcessesHearCountsOnce() throws Exception {
		Signal.INT.assumeHeeded();
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 3_000))) {
			Process process = start(server, List.of(), "--concurrency", "2");
			server.awaitRequests(1);
			Signal.INT.sendTo(process.pid(), child(process).pid());
			assertThat(process.waitFor()).isEqualTo(3);
			assertThat(Files.readString(this.folder.resolve("campaign-results.csv"))).contains("ACCEPTED")
				.contains("NOT_SENT")
				.doesNotContain("IN_DOUBT");
			assertThat(Files.readString(this.folder.resolve("err.txt"))).containsOnlyOnce("Stopping");
		}
	}

	@Test
	void aSecondSignalToTheProcessEndsBothAtOnce() throws Exception {
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 60_000))) {
			Process process = start(server, List.of(), "--concurrency", "2");
			server.awaitRequests(1);
			ProcessHandle child = child(process);
			Signal.TERM.sendTo(process.pid());
			Signal.TERM.sendTo(process.pid());
			process.waitFor();
			child.onExit().get(10, TimeUnit.SECONDS);
		}
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			assertThat(start(server, List.of()).waitFor()).isEqualTo(1);
			assertThat(server.requests()).extracting(Request::recipient).hasSizeGreaterThanOrEqualTo(38);
		}
	}

	@Test
	void itsUserMayWantOneProcess() throws Exception {
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 60_000))) {
			Process process = start(server, List.of("-Dio.bulksend.launch=direct"), "--concurrency", "1");
			server.awaitRequests(1);
			assertThat(process.descendants()).isEmpty();
			process.destroyForcibly().waitFor();
		}
	}

	private Process start(RecordingServer server, List<String> options, String... more) throws IOException {
		List<String> arguments = new ArrayList<>(List.of("send", "campaign.csv", "--bulksend.api.url=" + server.url()));
		arguments.addAll(List.of(more));
		return run(options, arguments.toArray(String[]::new));
	}

	private Process run(List<String> options, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-jar", "program/bulk-send.jar"));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile())
			.redirectOutput(this.folder.resolve("out.txt").toFile())
			.redirectError(this.folder.resolve("err.txt").toFile());
		builder.environment().put("BULKSEND_API_TOKEN", "a-token");
		builder.environment().put("XDG_CACHE_HOME", this.folder.resolve("cache").toString());
		return builder.start();
	}

	private static ProcessHandle child(Process process) {
		return process.children().findFirst().orElseThrow();
	}

	private static List<Path> archives(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> !file.toString().endsWith(".jar")).toList();
		}
	}

}
