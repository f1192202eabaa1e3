package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a run says when it has ended.
 */
class SummaryTest {

	private static final String DATE = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d\\d:\\d\\d ";

	@TempDir
	private Path folder;

	@Test
	void saysWhatBecameOfTheRowsWhatToDoNextAndWhereTheFilesAre() throws IOException {
		Path file = write("it's.csv", """
				recipient_whatsapp,source,attachment_id
				919833078369,s,1fc380aa-6953-4e95-aef9-f220a22d51a3
				919833078003,s,1fc380aa-6953-4e95-aef9-f220a22d51a3
				12,s,1fc380aa-6953-4e95-aef9-f220a22d51a3
				""");
		String printed = send(file);
		assertThat(printed.lines().toList()).first().asString().matches(DATE + "Campaign it's: run begun\\.");
		assertThat(printed.lines().toList()).last()
			.asString()
			.matches(DATE + "Campaign it's: run ended \\(1, needs a look\\): nothing is left to send\\.");
		String summary = printed.substring(printed.indexOf('\n') + 1);
		assertThat(summary).startsWith("""
				Campaign it's: 3 rows

				  ACCEPTED                         1  The API took it. That is not yet delivery.
				  REJECTED                         1  The API refused it.
				    8003                           1  The number is not on WhatsApp.
				  INVALID                          1  It broke a rule of the input, and was not
				                                      sent.
				    RECIPIENT_LENGTH               1  The recipient has too few or too many
				                                      digits.

				2 messages were sent now, in\s""");
		String retry = this.folder.resolve("it's-sandbox-retry.csv").toString();
		assertThat(summary.replaceAll("\\s+", " ")).contains("Correct the 2 rows in " + retry + ", then send them:");
		assertThat(summary).contains("    target/bulk-send send '" + file.toString().replace("'", "'\\''")
				+ "' --data-dir " + this.folder + " --sandbox --bulksend.api.response-timeout=5m --corrections '"
				+ retry.replace("'", "'\\''") + "'\n");
		assertThat(summary).contains("\nResults     " + this.folder.resolve("it's-sandbox-results.csv"));
		assertThat(send(file)).matches("\\d{4}-\\d\\d-\\d\\d .*: nothing was left to do, nothing was sent now. 3 rows:"
				+ " 1 ACCEPTED, 1 REJECTED, 1 INVALID; results in .*-results.csv.\n");
	}

	@Test
	void whatIsLeftIsSentFirst() throws IOException {
		Path file = write("spring.csv", """
				recipient_whatsapp,source,attachment_id
				919833078003,s,1fc380aa-6953-4e95-aef9-f220a22d51a3
				919833078370,s,1fc380aa-6953-4e95-aef9-f220a22d51a3
				919833078371,s,1fc380aa-6953-4e95-aef9-f220a22d51a3
				""");
		String summary = send(file, "--limit", "1");
		assertThat(summary).contains("Send the 2 rows that are left:\n    target/bulk-send send " + file
				+ " --data-dir " + this.folder + " --sandbox --bulksend.api.response-timeout=5m\n");
		assertThat(summary).doesNotContain("--amend");
	}

	@Test
	void whereNothingIsLeftThereIsNothingToDo() throws IOException {
		Path file = write("spring.csv",
				"recipient_whatsapp,source,attachment_id\n919833078369,s,1fc380aa-6953-4e95-aef9-f220a22d51a3\n");
		assertThat(send(file)).doesNotContain("next").contains("1 message was sent now");
	}

	@Test
	void noSecretIsShownInACommand() throws IOException {
		Path file = write("spring.csv",
				"recipient_whatsapp,source,attachment_id\n12,s,1fc380aa-6953-4e95-aef9-f220a22d51a3\n919833078369,s,1fc380aa-6953-4e95-aef9-f220a22d51a3\n");
		String summary = send(file, "--management.prometheus.metrics.export.pushgateway.password=hush",
				"--bulksend.rate=7");
		assertThat(summary).contains("--bulksend.rate=7").doesNotContain("hush");
	}

	private String send(Path file, String... options) {
		String[] command = new String[6 + options.length];
		System.arraycopy(new String[] { "send", file.toString(), "--data-dir", this.folder.toString(), "--sandbox" }, 0,
				command, 0, 5);
		// Longer than any machine is busy: nothing shall be in doubt.
		command[5] = "--bulksend.api.response-timeout=5m";
		System.arraycopy(options, 0, command, 6, options.length);
		Captured captured = Captured.run(command);
		assertThat(captured.out()).as(captured.err()).isNotEmpty();
		return captured.out();
	}

	private Path write(String name, String text) throws IOException {
		return Files.writeString(this.folder.resolve(name), text);
	}

}
