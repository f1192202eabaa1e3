package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.bulksend.cli.terminal.LiveLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the program says of itself.
 */
class HelpTest {

	@TempDir
	private Path folder;

	@Test
	void helpOfACommandIsItsOwnHelp() {
		Captured help = Captured.run("help", "send");
		assertThat(help.exitCode()).as(help.err()).isZero();
		assertThat(help.out()).isEqualTo(Captured.run("send", "--help").out())
			.contains("Which campaign:", "How fast, and when:", "What is printed:")
			.doesNotContain("More:", "\u001B");
		assertThat(help.out().lines()).allMatch((line) -> line.length() <= 80);
		assertThat(Captured.run("help").out())
			.contains("completion", "receipts", "Exit codes:", "Options:\n  -h, --help")
			.doesNotContain("What is printed:");
		assertThat(Captured.run("help", "sned").exitCode()).isEqualTo(2);
	}

	@Test
	void everyCommandHasThreeExamplesThatItTakes() {
		CommandLine program = BulkSend.commandLine(List.of(), new LiveLine(System.err), "");
		for (String command : program.getSubcommands().keySet()) {
			String help = Captured.run("help", command).out();
			List<String> examples = help.substring(help.indexOf("Examples:"))
				.lines()
				.filter((line) -> line.startsWith("  bulk-send "))
				.map((line) -> line.replaceFirst(" *bulk-send ", ""))
				.toList();
			assertThat(examples).as(command).hasSize(3).allMatch((example) -> example.startsWith(command));
			for (String example : examples) {
				BulkSend.commandLine(List.of(), new LiveLine(System.err), "").parseArgs(example.split(" "));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "bash", "zsh" })
	void aShellCompletesCommandsAndOptions(String shell) throws Exception {
		Captured script = Captured.run("completion", shell);
		assertThat(script.exitCode()).isZero();
		assertThat(script.out()).contains("send check status", "--corrections", "bashcompinit");
		if (shell.equals("bash") && Files.isExecutable(Path.of("/bin/bash"))) {
			assertThat(completed(script.out(), "--can", "send")).isEqualTo("--canary");
			assertThat(completed(script.out(), "", "--changed")).isEqualTo("refuse skip send");
			assertThat(completed(script.out(), "m", "--once-per")).isEqualTo("message");
			assertThat(completed(script.out(), "in", "--retry")).isEqualTo("in-doubt");
			Files.writeString(this.folder.resolve("campaign.csv"), "");
			assertThat(completed(script.out(), this.folder + "/cam", "send")).isEqualTo(this.folder + "/campaign.csv");
		}
		assertThat(Captured.run("completion", "fish").err()).contains("fish", "bash, zsh");
	}

	/**
	 * What bash makes of the beginning of a word after <code>bulk-send send</code> or one
	 * of its options, and the tabulator.
	 */
	private String completed(String script, String word, String before) throws IOException, InterruptedException {
		Path file = Files.writeString(this.folder.resolve("completion"), script + """

				COMP_WORDS=(bulk-send send %s '%s'); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
				$(complete -p bulk-send | sed 's/.*-F \\([^ ]*\\) .*/\\1/') bulk-send '%s' %s
				echo "${COMPREPLY[@]}"
				""".formatted(before.equals("send") ? "" : before, word, word, before));
		Process bash = new ProcessBuilder("/bin/bash", file.toString())
			.redirectError(this.folder.resolve("err").toFile())
			.start();
		String out = new String(bash.getInputStream().readAllBytes());
		bash.waitFor();
		return out.strip();
	}

}
