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
		super("The results could not be written to " + results + " (" + cause
				+ "). What was sent is safe in the ledger:"
				+ " make room, or the folder writable, and run the same command to go on.", cause);
	}

}
