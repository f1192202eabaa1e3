package io.bulksend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Runs {@code mvnw} as a process that finds nothing on its PATH but what the test puts
 * there, against a server that has a Maven of four lines.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class MavenWrapperTest {

	private static final List<String> TOOLS = List.of("sed", "tar", "gzip", "mkdir", "mv", "rm", "dirname", "mktemp",
			"java");

	private static final String SHA_512 = (onThePath("sha512sum") != null) ? "sha512sum" : "openssl";

	private final AtomicInteger downloads = new AtomicInteger();

	@TempDir
	Path temp;

	private Path bin;

	private Path home;

	private Path project;

	private Path properties;

	private HttpServer server;

	@BeforeEach
	void prepare() throws Exception {
		this.bin = Files.createDirectories(this.temp.resolve("the tools"));
		this.home = Files.createDirectories(this.temp.resolve("the home"));
		this.project = Files.createDirectories(this.temp.resolve("the project"));
		TOOLS.forEach(this::provide);
		provide("curl");
		provide(SHA_512);

		Path unpacked = this.temp.resolve("served/apache-maven-9.8.7/bin");
		script(Files.createDirectories(unpacked).resolve("mvn"), "printf '<%s>' pinned \"$@\"; exit 42");
		Path archive = this.temp.resolve("served/maven.tar.gz");
		Process tar = new ProcessBuilder("tar", "-czf", archive.toString(), "-C", archive.getParent().toString(),
				"apache-maven-9.8.7")
			.start();
		assertThat(tar.waitFor()).isZero();
		byte[] bytes = Files.readAllBytes(archive);

		Files.copy(Path.of("mvnw"), this.project.resolve("mvnw"));
		assertThat(this.project.resolve("mvnw").toFile().setExecutable(true)).isTrue();
		this.properties = this.project.resolve(".mvn/wrapper/maven-wrapper.properties");
		Files.createDirectories(this.properties.getParent());
		pin(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes)));

		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		this.server.createContext("/repo/org/apache/maven/apache-maven/9.8.7/apache-maven-9.8.7-bin.tar.gz",
				(exchange) -> {
					this.downloads.incrementAndGet();
					exchange.sendResponseHeaders(200, bytes.length);
					exchange.getResponseBody().write(bytes);
					exchange.close();
				});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void usesTheMavenOnThePathWhenItIsNewEnough() throws Exception {
		for (String version : List.of("3.8.1", "3.10.0", "4.0.0-rc-4")) {
			mavenOnThePath(version);
			assertThat(run("verify").output()).isEqualTo("<path><verify>");
		}
		assertThat(this.downloads).hasValue(0);
	}

	@Test
	void downloadsMavenWhenThereIsNone() throws Exception {
		assertThat(run("verify").output()).endsWith("<pinned><verify>");
		assertThat(this.downloads).hasValue(1);
	}

	@Test
	void downloadsMavenWhenTheOneOnThePathIsTooOld() throws Exception {
		mavenOnThePath("3.6.3");
		assertThat(run("verify").output()).endsWith("<pinned><verify>");
	}

	@Test
	void downloadsMavenWithWgetWhereThereIsNoCurl() throws Exception {
		assumeThat(onThePath("wget")).isNotNull();
		Files.delete(this.bin.resolve("curl"));
		provide("wget");
		assertThat(run("verify").output()).endsWith("<pinned><verify>");
	}

	@Test
	void needsNoNetworkTheSecondTime() throws Exception {
		run("verify");
		this.server.stop(0);
		assertThat(run("verify").output()).isEqualTo("<pinned><verify>");
	}

	@Test
	void passesOnArgumentsUnharmedAndTheExitCode() throws Exception {
		Result result = run("-Dtext=two words", "", "$HOME", "*", "a\"b'c");
		assertThat(result.output()).endsWith("<pinned><-Dtext=two words><><$HOME><*><a\"b'c>");
		assertThat(result.exitCode()).isEqualTo(42);
	}

	@Test
	void refusesADownloadWithAnotherChecksumAndLeavesNothingBehind() throws Exception {
		pin("0".repeat(128));
		Result result = run("verify");
		assertThat(result.exitCode()).isEqualTo(1);
		assertThat(result.output()).contains("mvnw: the SHA-512 of ").doesNotContain("<pinned>");
		assertThat(filesAtHome()).isEmpty();
	}

	@Test
	void refusesADownloadThatItCannotCheck() throws Exception {
		Files.delete(this.bin.resolve(SHA_512));
		Result result = run("verify");
		assertThat(result.exitCode()).isEqualTo(1);
		assertThat(result.output()).contains("mvnw: cannot check the download");
		assertThat(filesAtHome()).isEmpty();
	}

	@Test
	void saysWhatItCouldNotDownloadAndLeavesNothingBehind() throws Exception {
		this.server.stop(0);
		Result result = run("verify");
		assertThat(result.exitCode()).isEqualTo(1);
		assertThat(result.output()).contains("mvnw: could not download http://127.0.0.1:");
		assertThat(filesAtHome()).isEmpty();
	}

	@Test
	void saysThatJavaIsMissing() throws Exception {
		Files.delete(this.bin.resolve("java"));
		Result result = run("verify");
		assertThat(result.exitCode()).isEqualTo(1);
		assertThat(result.output()).isEqualTo("mvnw: found no Java: install a JDK, 17 or newer, and put it on the PATH"
				+ " or name it in JAVA_HOME.\n");
	}

	@Test
	void runsStartedAtOnceDoNotBreakEachOther() throws Exception {
		List<Process> runs = Stream.generate(() -> start("verify")).limit(8).toList();
		for (Process run : runs) {
			assertThat(finish(run).output()).endsWith("<pinned><verify>");
		}
		assertThat(filesAtHome()).singleElement().asString().endsWith("bin/mvn");
	}

	private void pin(String sha512) throws IOException {
		Files.writeString(this.properties, "# A comment\ndistributionUrl=https://unused.invalid/apache-maven-9.8.7-bin"
				+ ".tar.gz\ndistributionSha512Sum=" + sha512 + "\n");
	}

	private void mavenOnThePath(String version) throws IOException {
		script(this.bin.resolve("mvn"), "if [ \"$1\" = -v ]; then printf '\\033[1mApache Maven " + version
				+ "\\033[m\\nJava version: 17\\n'; else printf '<%s>' path \"$@\"; fi");
	}

	private Result run(String... arguments) throws Exception {
		return finish(start(arguments));
	}

	private Process start(String... arguments) {
		ProcessBuilder builder = new ProcessBuilder(
				Stream.concat(Stream.of("/bin/sh", this.project.resolve("mvnw").toString()), Stream.of(arguments))
					.toList());
		builder.directory(this.home.toFile()).redirectErrorStream(true);
		builder.environment().clear();
		builder.environment().put("PATH", this.bin.toString());
		builder.environment().put("HOME", this.home.toString());
		builder.environment().put("MVNW_REPOURL", "http://127.0.0.1:" + this.server.getAddress().getPort() + "/repo");
		try {
			return builder.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Result finish(Process process) throws Exception {
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		return new Result(output, process.exitValue());
	}

	private List<Path> filesAtHome() throws IOException {
		try (Stream<Path> files = Files.walk(this.home)) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

	private void provide(String tool) {
		Path found = onThePath(tool);
		if (found == null) {
			throw new IllegalStateException(tool + " is not on the PATH");
		}
		try {
			script(this.bin.resolve(tool), "exec '" + found + "' \"$@\"");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path onThePath(String tool) {
		return Stream.of(System.getenv("PATH").split(":"))
			.map((folder) -> Path.of(folder, tool))
			.filter(Files::isExecutable)
			.findFirst()
			.orElse(null);
	}

	private static void script(Path file, String body) throws IOException {
		Files.writeString(file, "#!/bin/sh\n" + body + "\n");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	private record Result(String output, int exitCode) {
	}

}
