package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.bulksend.testsupport.ClassArchive;
import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Where a system is told no language, as by cron, letters are read rightly or refused:
 * never taken for others.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no POSIX locale")
class LettersIT {

	private static final List<String> SCRIPT = List.of(Path.of("target", "bulk-send").toAbsolutePath().toString());

	private static final List<String> JAVA = JarProcess.byJava();

	/** The same, sooner: what it makes of letters is decided before any of this. */
	private static final List<String> QUICK_JAVA = JarProcess.byJava("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
			ClassArchive.option());

	private static final String AGAIN = "Campaign Niños: nothing was left to do";

	@TempDir
	private Path folder;

	private final Map<String, String> environment = new TreeMap<>();

	@BeforeEach
	void writeCampaign() throws IOException {
		Files.writeString(this.folder.resolve("school.csv"), """
				recipient_whatsapp,attachment_id,caption
				34655500141,1fc380aa-6953-4e95-aef9-f220a22d51a3,Matrícula abierta
				34655500186,1fc380aa-6953-4e95-aef9-f220a22d51a3,Matrícula abierta
				""");
		this.environment
			.putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "PATH", "/usr/bin:/bin", "BULK_SEND_OPTS",
					ClassArchive.option(), "BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE", "school"));
	}

	@Test
	void aCampaignIsTheSameInEveryLocale() throws Exception {
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			this.environment.put("BULKSEND_API_URL", server.url().toString());
			List<String> send = List.of("send", "school.csv", "--campaign", "Niños");
			List<String> status = List.of("status", "Niños");
			assertThat(run("C.UTF-8", SCRIPT, send, 0)).contains("Campaign Niños: 2 rows");
			assertThat(run("C", SCRIPT, send, 0)).contains(AGAIN);
			assertThat(run("C", QUICK_JAVA, send, 0)).contains(AGAIN);
			for (String locale : List.of("C", "POSIX", "", "xx_YY.UTF-8")) {
				this.environment.remove("BULKSEND_CAMPAIGN");
				assertThat(run(locale, SCRIPT, status, 0)).contains("Campaign Niños");
				assertThat(run(locale, QUICK_JAVA, status, 0)).contains("Campaign Niños");
				this.environment.put("BULKSEND_CAMPAIGN", "Niños");
				assertThat(run(locale, SCRIPT, List.of("send", "school.csv"), 0)).contains(AGAIN);
				assertThat(run(locale, QUICK_JAVA, List.of("send", "school.csv"), 2)).contains("BULKSEND_CAMPAIGN");
			}
			assertThat(server.requests()).extracting(Request::recipient)
				.containsExactlyInAnyOrder("34655500141", "34655500186");
		}
	}

	@Test
	void aFileOfThatNameIsFoundByTheScriptAndRefusedWithoutIt() throws Exception {
		Files.copy(this.folder.resolve("school.csv"), this.folder.resolve("niños.csv"));
		List<String> send = List.of("send", "niños.csv", "--sandbox", "--bulksend.report=día.html");
		assertThat(run("C", SCRIPT, send, 0)).contains("Campaign niños: 2 rows");
		assertThat(this.folder.resolve("niños-sandbox-results.csv")).exists();
		assertThat(this.folder.resolve("día.html")).exists();
		assertThat(run("C", JAVA, send, 2)).contains("\"niños.csv\"").contains("LC_ALL=C.UTF-8");
		assertThat(run("C", JAVA, List.of("send", "school.csv", "--sandbox", "--bulksend.report=día.html"), 2))
			.contains("\"día.html\"")
			.contains("LC_ALL=C.UTF-8");
	}

	@Test
	void aFolderOfThatNameHasItsLedgerOrNone() throws Exception {
		Path inside = Files.createDirectory(this.folder.resolve("Campañas"));
		Files.move(this.folder.resolve("school.csv"), inside.resolve("school.csv"));
		List<String> send = List.of("send", "school.csv", "--sandbox");
		assertThat(await(start("C", inside, JAVA, send), 2)).contains("The folder").contains("LC_ALL=C.UTF-8");
		assertThat(await(start("C", inside, SCRIPT, send), 0)).contains("Campaign school: 2 rows");
		assertThat(inside.resolve("data")).exists();
		try (var files = Files.list(this.folder)) {
			assertThat(files).containsExactly(inside);
		}
	}

	@Test
	void bytesThatAreNoLettersAreRefused() throws Exception {
		assumeThat(Path.of("/usr/bin/printf")).exists();
		for (String locale : List.of("C", "C.UTF-8")) {
			for (List<String> program : List.of(SCRIPT, JAVA)) {
				List<String> command = new ArrayList<>(
						List.of("sh", "-c", "exec \"$@\" \"$(printf 'Ni\\361os')\"", "sh"));
				command.addAll(program);
				assertThat(run(locale, command, List.of("send", "school.csv", "--sandbox", "--campaign"), 2))
					.contains("\"Ni?os\" has letters that cannot be read here");
			}
		}
	}

	private String run(String locale, List<String> program, List<String> arguments, int exitCode) throws Exception {
		return await(start(locale, this.folder, program, arguments), exitCode);
	}

	private Process start(String locale, Path where, List<String> program, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>(program);
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
		builder.environment().clear();
		builder.environment().putAll(this.environment);
		if (!locale.isEmpty()) {
			builder.environment().put("LC_ALL", locale);
		}
		return builder.start();
	}

	private static String await(Process process, int exitCode) throws Exception {
		String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
		assertThat(process.exitValue()).as(out).isEqualTo(exitCode);
		return out;
	}

}
