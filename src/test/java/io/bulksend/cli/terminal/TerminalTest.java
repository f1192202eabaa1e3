package io.bulksend.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.bulksend.testsupport.OtherProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Asked in a process of its own, whose standard error is a file or a terminal.
 */
class TerminalTest {

	@TempDir
	private Path folder;

	@Test
	void aFileIsNoTerminalAndItsLinesAreAsWideAsUsual() throws Exception {
		assertThat(askedAtFile(Map.of())).isEqualTo("false 80");
	}

	@Test
	void aTerminalIsOneAndItsWidthIsAskedFor() throws Exception {
		assertThat(askedAtTerminal(47, Map.of())).isEqualTo("true 47");
	}

	@Test
	void nobodyDrawsOnADumbTerminal() throws Exception {
		assertThat(askedAtTerminal(47, Map.of("TERM", "dumb"))).isEqualTo("false 47");
	}

	@Test
	void theEnvironmentsWidthCountsMoreThanTheTerminals() throws Exception {
		assertThat(askedAtTerminal(47, Map.of("COLUMNS", "33"))).isEqualTo("true 33");
		assertThat(askedAtTerminal(47, Map.of("COLUMNS", "wide"))).isEqualTo("true 47");
	}

	@Test
	void noLineIsNarrowerThanSomethingCanBeSaidIn() throws Exception {
		assertThat(askedAtTerminal(7, Map.of())).isEqualTo("true 20");
	}

	@Test
	void whoeverKnowsBetterIsBelieved() throws Exception {
		assertThat(askedAtFile(Map.of("COLUMNS", "33"), "-Dio.bulksend.terminal=true", "-Dio.bulksend.columns=44"))
			.isEqualTo("true 44");
		assertThat(askedAtTerminal(47, Map.of(), "-Dio.bulksend.terminal=false", "-Dio.bulksend.columns=-1"))
			.isEqualTo("false 47");
	}

	private String askedAtFile(Map<String, String> environment, String... options) throws Exception {
		return asked(command(options), environment);
	}

	private String askedAtTerminal(int columns, Map<String, String> environment, String... options) throws Exception {
		assumeThat(Stream.of("/usr/bin/script", "/bin/script").map(Path::of).anyMatch(Files::isExecutable))
			.as("script, of util-linux, which makes a terminal")
			.isTrue();
		return asked(
				List.of("script", "-qec",
						"stty cols " + columns + "; exec '" + String.join("' '", command(options)) + "'", "/dev/null"),
				environment);
	}

	private List<String> command(String... options) {
		List<String> command = OtherProcess.running(Probe.class, this.folder).command();
		command.addAll(1, List.of(options));
		return command;
	}

	private String asked(List<String> command, Map<String, String> environment)
			throws IOException, InterruptedException {
		Path out = this.folder.resolve("out.txt");
		ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile())
			.redirectError(this.folder.resolve("err.txt").toFile());
		builder.environment().remove("COLUMNS");
		builder.environment().put("TERM", "xterm");
		builder.environment().putAll(environment);
		Process process = builder.start();
		assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("the process ends").isTrue();
		return Files.readString(out, StandardCharsets.UTF_8).strip();
	}

	/** Says what it finds. */
	static final class Probe {

		private Probe() {
		}

		public static void main(String[] arguments) {
			System.out.println(Terminal.isThere() + " " + Terminal.width());
		}

	}

}
