package io.bulksend.cli;

import io.bulksend.cli.output.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a command line that means nothing is answered.
 */
class WrongUsageTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			sned campaign.csv | There is no command "sned". The commands are send, check
			`` | Which command?
			send a.csv b.csv | "b.csv" is one argument too many: send takes one FILE.
			send | send needs FILE.
			sned campaign.csv | The nearest is "send".
			send a.csv --changed perhaps | '--changed' takes refuse, skip or send, but not "perhaps".
			send a.csv --once-per row | '--once-per' takes message or recipient, but not "row".
			send a.csv --rat 5 | There is no option '--rat'. The nearest is '--rate'.
			send a.csv --RATE=5 | There is no option '--RATE'. The nearest is '--rate'.
			send a.csv -rate 5 | There is no option '-rate'. The nearest is '--rate'.
			send a.csv --rate= | --rate needs a value.
			send a.csv --sandbox=maybe | 'maybe' is neither true nor false.
			send -- a.csv --limit 1 | After -- nothing is an option any more: "--limit" is one argument too many
			send a.csv --rate fast | '--rate': 'fast' is not a number.
			send a.csv --concurrency many | '--concurrency': 'many' is not a whole number.
			send a.csv --rate | --rate needs a value: --rate N.
			send a.csv --rate 5 --rate 6 | '--rate' was given twice.
			""")
	void isToldWhatIsWrong(String line, String words) {
		Captured wrong = Captured.run(line.isEmpty() ? new String[0] : line.split(" "));
		assertThat(wrong.err()).startsWith("bulk-send: ").contains(words).contains("--help'.").doesNotContain("\tat ");
		assertThat(wrong.out()).isEmpty();
		assertThat(wrong.exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
	}

	@Test
	void whatWasTypedDoesNotDisturbTheTerminal() {
		assertThat(Captured.run("send", "a.csv", "--\u001B[31m").err()).contains("'--.[31m'").doesNotContain("\u001B");
		assertThat(Captured.run("se\u001B[31md").err()).contains("\"se.[31md\"").doesNotContain("\u001B");
	}

	@Test
	void theLibrarysOwnSentencesAreReplaced() {
		assertThat(Captured.run("send", "a.csv", "--no-such=1").err())
			.startsWith("bulk-send: There is no option '--no-such'.")
			.doesNotContain("nearest");
		assertThat(Captured.run("send", "a.csv", "--column", "x").err())
			.startsWith("bulk-send: --column needs KNOWN=OWN, but is \"x\".");
		assertThat(Captured.run("help", "nosuch").err())
			.startsWith("bulk-send: There is no command \"nosuch\". The commands are send, check, ");
		assertThat(Captured.run("completion", "fish").err())
			.startsWith("bulk-send: completion takes bash, zsh, but not \"fish\".");
	}

	@Test
	void scriptsAreToldTheSame() {
		Captured wrong = Captured.run("send", "a.csv", "--rate", "fast", "--json");
		assertThat(wrong.out()).contains("\"exit_code\":2").contains("'fast' is not a number.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					sned campaign.csv --bulksend.json=true | There is no command
					--bulksend.json=TRUE | Which command?
					send --bulksend.json=true | FILE
					send a.csv --nonsense --bulksend.json=true | --nonsense
					send a.csv --bulksend.json=true --bulksend.quiet=perhaps | bulksend.quiet must be true or false
					send a.csv --json --bulksend.api.token=hush | bulksend.api.token cannot be given on the command line
					send a.csv --json --Bulksend.Api.TOKEN=hush            | Bulksend.Api.TOKEN cannot be given on the command line
					send a.csv --json --bulksend.api.to-ken=hush           | bulksend.api.to-ken cannot be given on the command line
					send a.csv --json --BULKSEND_API_TOKEN=hush            | BULKSEND_API_TOKEN cannot be given on the command line
					send a.csv --json --spring.datasource.hikari.password hush | spring.datasource.hikari.password cannot be given
					send a.csv --spring.datasource.password=hush --bulksend.json=true | spring.datasource.password
					""")
	void scriptsAreToldHoweverTheyAskForJson(String line, String words) {
		Captured wrong = Captured.run(line.split(" "));
		assertThat(wrong.out()).startsWith("{\"command\":\"")
			.contains("\"outcome\":\"nothing_sent\"")
			.contains(words)
			.doesNotContain("hush");
		assertThat(wrong.err()).startsWith("bulk-send: ").contains(words).doesNotContain("hush");
		assertThat(wrong.exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
	}

	@Test
	void whoeverAskedForNoJsonGetsNone() {
		assertThat(Captured.run("send", "--bulksend.json=false").out()).isEmpty();
		assertThat(Captured.run("send", "--bulksend.json=perhaps").out()).isEmpty();
		assertThat(Captured.run("send", "a.csv", "--bulksend.api.token=hush").out()).isEmpty();
	}

}
