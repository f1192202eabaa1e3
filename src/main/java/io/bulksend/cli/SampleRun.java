package io.bulksend.cli;

import io.bulksend.cli.output.ExitCode;

/**
 * What the build runs for a first look: the sample campaign against the simulated API.
 * Ends with 0 although the sample's rows need a look, as they are there to show just
 * that.
 */
final class SampleRun {

	private SampleRun() {
	}

	public static void main(String[] arguments) {
		int exitCode = BulkSend.run(arguments);
		System.exit((exitCode == ExitCode.NOTHING_SENT || exitCode == ExitCode.HELD) ? exitCode : ExitCode.DONE);
	}

}
