package io.bulksend.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a command says and nobody gets.
 */
class StandardOutputTest {

	@TempDir
	private static Path folder;

	@BeforeAll
	static void send() throws IOException {
		Files.writeString(folder.resolve("spring.csv"),
				"recipient_whatsapp,attachment_id,source\n919833078369,a-1,shop\n919833078370,a-1,shop\n");
		Captured sent = Captured.run(words("send spring.csv --sandbox --limit 1"));
		assertThat(sent.exitCode()).as(sent.err()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "status --sandbox", "status spring --sandbox --json", "check spring.csv",
			"check spring.csv --json", "results spring.csv --sandbox", "send spring.csv --sandbox --limit 1 --json",
			"send --help", "--version" })
	void isNoSuccessWhereItCannotBeWritten(String command) {
		Ended full = run(new OutputStream() {

			@Override
			public void write(int octet) throws IOException {
				throw new IOException("No space left on device");
			}

		}, command);
		assertThat(full.exitCode()).as(full.err()).isEqualTo(5);
		assertThat(full.err()).contains("bulk-send: standard output could not be written").doesNotContain("\tat ");
	}

	@Test
	void isNoSuccessWhereItsReaderLeftAfterTheFirstLine() {
		Ended cut = run(new OutputStream() {

			private boolean left;

			@Override
			public void write(int octet) throws IOException {
				if (this.left) {
					throw new IOException("Broken pipe");
				}
				this.left = octet == '\n';
			}

		}, "status --sandbox");
		assertThat(cut.exitCode()).isEqualTo(5);
		assertThat(cut.err()).hasLineCount(1).contains("whoever read it is gone");
	}

	@Test
	void whatWasRefusedStaysRefused() {
		Ended refused = run(OutputStream.nullOutputStream(), "status elsewhere --sandbox");
		assertThat(refused.exitCode()).isEqualTo(2);
	}

	private record Ended(int exitCode, String err) {
	}

	private static Ended run(OutputStream out, String command) {
		PrintStream formerOut = System.out;
		PrintStream formerErr = System.err;
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		System.setOut(new PrintStream(out, true));
		System.setErr(new PrintStream(err, true));
		try {
			int exitCode = BulkSend.run(words(command));
			return new Ended(exitCode, err.toString(Charset.defaultCharset()));
		}
		finally {
			System.setOut(formerOut);
			System.setErr(formerErr);
		}
	}

	private static String[] words(String command) {
		String text = command.replace("spring.csv", folder.resolve("spring.csv").toString());
		return (text.contains("--sandbox") || text.startsWith("check") ? text + " --data-dir " + folder : text)
			.split(" ");
	}

}
