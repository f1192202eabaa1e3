package io.bulksend.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.bulksend.testsupport.Polling;
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
 * What an operator starts is the JVM itself.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there the jar is started without the script")
class ScriptIT {

	private static final long PATIENCE = 300;

	@TempDir
	private Path folder;

	/** No place for an archive: it would still be made when the test has ended. */
	private Path cache = Path.of("/dev/null");

	@BeforeEach
	void install() throws IOException {
		Path program = Files.createDirectory(this.folder.resolve("the program"));
		for (String file : List.of("bulk-send", "bulk-send.jar")) {
			Files.copy(Path.of("target", file), program.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
		}
		StringBuilder rows = new StringBuilder("recipient_whatsapp,source,attachment_id\n");
		for (int row = 0; row < 40; row++) {
			rows.append(919_833_000_000L + row).append(",shop,picture\n");
		}
		Files.writeString(this.folder.resolve("campaign.csv"), rows);
	}

	@Test
	void theFirstRunPreparesAFasterStartOfTheNext() throws Exception {
		this.cache = this.folder.resolve("cache");
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			assertThat(start(server, "--limit", "1").waitFor()).isEqualTo(3);
			Path archive = awaitArchive();
			try (RecordingServer slow = new RecordingServer((number) -> Answer.accepted(number, 60_000))) {
				Process process = start(slow, "--concurrency", "1");
				slow.awaitRequests(1);
				Path maps = Path.of("/proc", Long.toString(process.pid()), "maps");
				if (Files.exists(maps)) {
					assertThat(Files.readString(maps)).contains(archive.toString());
				}
				assertThat(process.descendants()).isEmpty();
				process.destroyForcibly().waitFor();
			}
			assertThat(awaitArchive()).isEqualTo(archive);
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void aFileIsCheckedWithoutKeepingAnything() throws Exception {
		this.cache = this.folder.resolve("cache");
		assertThat(run("check", "campaign.csv").waitFor()).isZero();
		assertThat(this.folder.resolve("cache")).doesNotExist();
		assertThat(this.folder.resolve("data")).doesNotExist();
	}

	@Test
	void ctrlCStopsItWithItsOwnExitCode() throws Exception {
		Signal.INT.assumeHeeded();
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 3_000))) {
			Process process = start(server, "--concurrency", "2");
			server.awaitRequests(1);
			Signal.INT.sendTo(process.pid());
			assertThat(process.waitFor()).isEqualTo(3);
			assertThat(Files.readString(this.folder.resolve("campaign-results.csv"))).contains("ACCEPTED")
				.contains("NOT_SENT")
				.doesNotContain("IN_DOUBT");
			assertThat(Files.readString(this.folder.resolve("err.txt"))).containsOnlyOnce("Stopping");
		}
	}

	@Test
	void signalsOneAfterTheOtherEndIt() throws Exception {
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 60_000))) {
			Process process = start(server, "--concurrency", "2");
			server.awaitRequests(1);
			Signal.TERM.sendTo(process.pid());
			Signal.TERM.sendTo(process.pid());
			assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
		}
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			assertThat(start(server).waitFor()).isEqualTo(1);
			assertThat(server.requests()).extracting(Request::recipient).hasSizeGreaterThanOrEqualTo(38);
		}
	}

	@Test
	void whatItProposesCanBePasted() throws Exception {
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			assertThat(start(server, "--limit", "1", "--campaign", "Früh's").waitFor()).isEqualTo(3);
			String command = Files.readAllLines(this.folder.resolve("out.txt"))
				.stream()
				.filter((line) -> line.contains("bulk-send' send "))
				.findFirst()
				.orElseThrow();
			assertThat(command.strip()).startsWith("'the program/bulk-send' send campaign.csv");
			assertThat(await(builder("sh", "-c", command).start())).isZero();
			assertThat(server.requests()).extracting(Request::recipient).hasSize(40).doesNotHaveDuplicates();
		}
	}

	private static int await(Process process) throws InterruptedException {
		assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
		return process.exitValue();
	}

	private Process start(RecordingServer server, String... more) throws IOException {
		List<String> arguments = new ArrayList<>(List.of("send", "campaign.csv", "--bulksend.api.url=" + server.url()));
		arguments.addAll(List.of(more));
		return run(arguments.toArray(String[]::new));
	}

	private Process run(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("the program/bulk-send"));
		command.addAll(List.of(arguments));
		return builder(command.toArray(String[]::new)).start();
	}

	private ProcessBuilder builder(String... command) {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile())
			.redirectOutput(this.folder.resolve("out.txt").toFile())
			.redirectError(this.folder.resolve("err.txt").toFile());
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		builder.environment().put("BULKSEND_API_TOKEN", "a-token");
		builder.environment().put("XDG_CACHE_HOME", this.cache.toString());
		return builder;
	}

	private Path awaitArchive() throws IOException {
		Path cache = this.folder.toRealPath().resolve("cache/bulk-send");
		Polling.await(() -> list(cache).size() == 2 && list(cache).get(1).toString().endsWith(".state"),
				() -> "the archive was never made: " + list(cache));
		return list(cache).get(0);
	}

	private static List<Path> list(Path folder) {
		try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
			return files.sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
