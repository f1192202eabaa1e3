package io.bulksend.launch;

import io.bulksend.cli.BulkSend;
import io.bulksend.process.ParentProcess;

/**
 * Where the JVM begins that {@link Main} starts.
 */
public final class Child {

	private Child() {
	}

	/**
	 * Runs a command and ends the process with its exit code, or with its parent.
	 * @param arguments the command line
	 */
	public static void main(String[] arguments) {
		ParentProcess.follow();
		BulkSend.main(arguments);
	}

}
