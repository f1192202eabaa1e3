package io.bulksend.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

import io.bulksend.testsupport.PackagedProgram;

/**
 * A command run within this process, and what it printed.
 *
 * @param exitCode its exit code
 * @param out what it printed
 * @param err what it complained about
 */
record Captured(int exitCode, String out, String err) {

	static Captured run(String... arguments) {
		PrintStream formerOut = System.out;
		PrintStream formerErr = System.err;
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		System.setOut(new PrintStream(out, true));
		System.setErr(new PrintStream(err, true));
		try {
			int exitCode = BulkSend.run(arguments);
			return new Captured(exitCode, out.toString(Charset.defaultCharset()),
					PackagedProgram.complaints(err.toString(Charset.defaultCharset())));
		}
		finally {
			System.setOut(formerOut);
			System.setErr(formerErr);
		}
	}

}
