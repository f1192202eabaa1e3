package io.bulksend.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

import io.bulksend.cli.output.ExitCode;
import io.bulksend.cli.output.OwnCommand;

/**
 * What the build runs for a first look: the sample campaign against the simulated API.
 * Ends with 0 although the sample's rows need a look, as they are there to show just
 * that.
 */
final class SampleRun {

	private SampleRun() {
	}

	/**
	 * Runs once.
	 * @param arguments a command, as the program takes it
	 */
	public static void main(String[] arguments) {
		System.setProperty(OwnCommand.PROGRAM, program());
		int exitCode = BulkSend.run(arguments);
		System.exit((exitCode == ExitCode.NOTHING_SENT || exitCode == ExitCode.HELD) ? exitCode : ExitCode.DONE);
	}

	/** What runs the program from here on: it may have to be built first. */
	private static String program() {
		boolean windows = File.separatorChar == '\\';
		String built = windows ? "java -jar target\\bulk-send.jar" : OwnCommand.BUILT;
		boolean there = Files.exists(Path.of("target", "bulk-send.jar"));
		return there ? built : (windows ? "mvnw.cmd" : "./mvnw") + " -q package -DskipTests && " + built;
	}

}
