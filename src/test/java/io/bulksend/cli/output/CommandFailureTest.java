package io.bulksend.cli.output;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import io.bulksend.input.InputException;
import io.bulksend.run.settings.ConfigurationException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommandFailureTest {

	@Test
	void aFileThatCannotBeUsedMeansThatNothingWasSent() {
		CommandFailure failure = CommandFailure
			.of(new IllegalStateException(new InputException(Path.of("a.csv"), 3, "is wrong")));
		assertThat(failure.exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
		assertThat(failure.message()).isEqualTo("a.csv, line 3: is wrong");
	}

	@Test
	void isOneLineUnlessDetailsAreAskedFor() {
		CommandFailure failure = CommandFailure.of(new ConfigurationException("first\nsecond"));
		assertThat(report(failure, false)).isEqualTo("bulk-send: first" + System.lineSeparator());
		assertThat(report(failure, true)).contains("ConfigurationException");
	}

	@Test
	void nothingInItDisturbsATerminal() {
		CommandFailure failure = CommandFailure
			.of(new InputException(Path.of("nope\u001B[31m\u202E"), "does not\u0007 exist"));
		assertThat(report(failure, false)).isEqualTo("bulk-send: nope.[31m.: does not. exist" + System.lineSeparator());
		assertThat(report(failure, true)).contains("    at io.bulksend").doesNotContain("\u001B", "\u0007");
	}

	@Test
	void detailsShowNoPhoneNumber() {
		CommandFailure failure = CommandFailure.of(new IllegalStateException("key 919833078369 exists"));
		assertThat(report(failure, true)).contains("****8369").doesNotContain("91983307");
	}

	@Test
	void whatIsNotKnownStopsAndCanBeRepeated() {
		CommandFailure failure = CommandFailure.of(new OutOfMemoryError("Java heap space"));
		assertThat(failure.exitCode()).isEqualTo(ExitCode.STOPPED);
		assertThat(failure.message()).contains("same command");
	}

	private static String report(CommandFailure failure, boolean debug) {
		StringWriter out = new StringWriter();
		failure.report(new PrintWriter(out, true), debug);
		return out.toString();
	}

}
