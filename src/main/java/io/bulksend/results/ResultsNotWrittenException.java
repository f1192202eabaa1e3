package io.bulksend.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The results could not be written. What was sent is known all the same: the ledger has
 * it. Its message is one line for operators.
 */
public class ResultsNotWrittenException extends UncheckedIOException {

	private static final long serialVersionUID = 1L;

	ResultsNotWrittenException(Path results, IOException cause) {
		this("The results could not be written to " + results + " (" + cause + "). What was sent is safe in the ledger:"
				+ " make room, or the folder writable, and run the same command to go on.", cause);
	}

	private ResultsNotWrittenException(String message, IOException cause) {
		super(message, cause);
	}

	/**
	 * The results are there, but not the page for people.
	 * @param report where it should be
	 * @param results where the results are
	 * @param cause why it is not there
	 */
	static ResultsNotWrittenException report(Path report, Path results, IOException cause) {
		return new ResultsNotWrittenException(
				"The report could not be written to " + report + " (" + cause + "). The results are complete in "
						+ results + ": make room, or the folder writable, and run the same command for the report.",
				cause);
	}

}
