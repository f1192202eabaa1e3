package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.bulksend.cli.terminal.LiveLine;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The man page says what the commands say of themselves.
 */
class ManPageTest {

	private static final Path MADE = Path.of("target", "bulk-send.1.made");

	@Test
	void isThatOfTheCommandsAsTheyAre() throws IOException {
		String page = page(BulkSend.commandLine(List.of(), new LiveLine(System.err), ""));
		Files.writeString(MADE, page);
		assertThat(Path.of("src/main/man/bulk-send.1")).as("renew it: cp %s src/main/man/bulk-send.1", MADE)
			.hasContent(page);
	}

	private static String page(CommandLine program) {
		StringBuilder page = new StringBuilder(".TH BULK\\-SEND 1\n.SH NAME\nbulk\\-send \\- ");
		page.append(plain(program.getCommandSpec().usageMessage().description()[0])).append('\n');
		page.append(".SH SYNOPSIS\n.B bulk\\-send\n.I COMMAND\n.RI [ OPTION ...]\n.SH COMMANDS\n");
		for (CommandLine command : program.getSubcommands().values()) {
			CommandSpec spec = command.getCommandSpec();
			page.append(".SS ").append(plain(spec.name()));
			for (PositionalParamSpec parameter : spec.positionalParameters()) {
				page.append(' ').append(plain(parameter.paramLabel()));
			}
			page.append('\n').append(plain(String.join(" ", spec.usageMessage().description()))).append('\n');
			for (OptionSpec option : spec.options()) {
				if (!option.hidden() && !List.of("--help", "--version").contains(option.longestName())) {
					page.append(".TP\n.B ").append(plain(option.longestName()));
					page.append((option.arity().max() == 0) ? "" : " " + plain(option.paramLabel())).append('\n');
					page.append(plain(String.join(" ", option.description()))).append('\n');
				}
			}
		}
		page.append(".SH EXIT STATUS\n");
		program.getCommandSpec()
			.usageMessage()
			.exitCodeList()
			.forEach((code, meaning) -> page.append(".TP\n.B ")
				.append(code.strip())
				.append('\n')
				.append(plain(meaning))
				.append('\n'));
		page.append(".SH ENVIRONMENT\n.TP\n.B BULKSEND_API_TOKEN\nThe account's token.\n");
		page.append(".TP\n.B BULKSEND_API_SOURCE\nThe sender's id for rows that name none.\n");
		page.append(".TP\n.B BULKSEND_API_URL\nThe API's base URL.\n.PP\n");
		return page.append("Every option can be given as a BULKSEND_* variable too, and as a bulksend.* property.\n")
			.toString();
	}

	/** As roff takes it for text. */
	private static String plain(String text) {
		return String.format(text.replace("%n", " ").replace("%,", "%%,"))
			.replace("${DEFAULT-VALUE}", "8089")
			.replace("\\", "\\e")
			.replace("-", "\\-")
			.replaceAll("^([.'])", "\\\\&$1");
	}

}
