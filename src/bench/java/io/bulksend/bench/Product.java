package io.bulksend.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The product: its packaged jar and script, run as users run it.
 *
 * @param folder where copies of them lie, and its class archive is made
 * @param options for its JVM
 */
record Product(Path folder, String options) {

	private static final String MEMORY = "-Xmx256m";

	private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

	Product(Path folder) {
		this(folder, MEMORY);
	}

	/** The same with further options for its JVM. */
	Product with(String more) {
		return new Product(this.folder, this.options + " " + more);
	}

	static Map<String, String> environment(URI api) {
		return Map.of("BULKSEND_API_TOKEN", "benchmark", "BULKSEND_API_URL", api.toString());
	}

	/** A command line. */
	List<String> command(String... arguments) {
		List<String> command = new ArrayList<>(List.of("env", "JAVA_HOME=" + System.getProperty("java.home"),
				"BULK_SEND_OPTS=" + this.options, "CACHE_DIRECTORY=" + this.folder.resolve("bulk-send-cache"),
				this.folder.resolve("bulk-send").toString()));
		command.addAll(List.of(arguments));
		return command;
	}

	/** Waits for what the first run prepares while it goes on, and beyond. */
	void awaitArchive() throws TrialFailure {
		Path cache = this.folder.resolve("bulk-send-cache");
		long deadline = System.nanoTime() + PATIENCE;
		while (!isArchiveIn(cache)) {
			if (System.nanoTime() > deadline) {
				throw new TrialFailure("The first run made no class archive in " + cache);
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
		}
	}

	// The archive's state is written last.
	private static boolean isArchiveIn(Path cache) {
		String[] files = cache.toFile().list();
		return files != null && Arrays.stream(files).anyMatch((file) -> file.endsWith(".state"))
				&& Arrays.stream(files).noneMatch((file) -> file.endsWith(".tmp"));
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
