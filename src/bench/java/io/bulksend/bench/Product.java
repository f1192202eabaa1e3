package io.bulksend.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.bulksend.testsupport.PackagedProgram;

/**
 * The product: its packaged jar, run as users run it.
 *
 * @param jar a copy of it, in a folder where its class archive can be made
 */
record Product(Path jar) {

	static Map<String, String> environment(URI api) {
		return Map.of("BULKSEND_API_TOKEN", "benchmark", "BULKSEND_API_URL", api.toString());
	}

	/** A command line. */
	List<String> command(String... arguments) {
		return PackagedProgram.command(this.jar, List.of("-Xmx256m"), List.of(arguments));
	}

	/**
	 * Sends a file.
	 * @param input the CSV
	 * @param data the folder of the ledger
	 * @param rate messages a second, 0 for no limit
	 * @param more further arguments
	 */
	List<String> send(Path input, Path data, int rate, String... more) {
		List<String> command = command("send", input.toString(), "--data-dir", data.toString(), "--rate",
				String.valueOf(rate));
		command.addAll(List.of(more));
		return command;
	}

}
