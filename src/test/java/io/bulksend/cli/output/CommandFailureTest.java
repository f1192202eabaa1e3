package io.bulksend.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.SQLException;

import io.bulksend.input.InputException;
import io.bulksend.ledger.database.LedgerException;
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

	@Test
	void aFullDiskNeedsAPersonHoweverItIsReported() {
		SQLException embedded = new SQLException("General error", "HY000", 50000,
				new IOException("No space left on device"));
		BatchUpdateException batch = new BatchUpdateException("Batch entry 0", null);
		batch.setNextException(new SQLException("could not extend file", "53100"));
		for (Throwable full : new Throwable[] { new LedgerException(embedded), new IllegalStateException(embedded),
				batch, new UncheckedIOException(new IOException("No space left on device")) }) {
			CommandFailure failure = CommandFailure.of(full);
			assertThat(failure.exitCode()).as(full.toString()).isEqualTo(ExitCode.NEEDS_A_PERSON);
			assertThat(failure.message()).contains("Make room on the disk first. Run the same command again");
			assertThat(failure.keptIn(Path.of("/srv/data/ledger")).message())
				.endsWith("The ledger is in /srv/data/ledger; what was sent is safe in it.");
			assertThat(failure.keptIn(null)).isEqualTo(failure);
		}
		for (String words : new String[] { "The database has been closed",
				"General error: \"org.h2.mvstore.MVStoreException: Writing failed; length 4096 at 1630208 [2.4.240/2]\"" }) {
			assertThat(CommandFailure
				.of(new LedgerException(new SQLException(words, new IOException("No space left on device"))))
				.message()).startsWith("The ledger's database failed: No space left on device. Make room");
		}
		CommandFailure lost = CommandFailure.of(new LedgerException(new SQLException("connection lost")));
		assertThat(lost.exitCode()).isEqualTo(ExitCode.STOPPED);
		assertThat(lost.keptIn(Path.of("/srv/data/ledger"))).isEqualTo(lost);
	}

	private static String report(CommandFailure failure, boolean debug) {
		StringWriter out = new StringWriter();
		failure.report(new PrintWriter(out, true), debug);
		return out.toString();
	}

}
