package io.bulksend.cli;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which ledger a command works on, alike for every command that needs one.
 */
final class LedgerOptions {

	@Option(names = "--data-dir", paramLabel = "DIR", description = "The embedded database's folder; default: ./data.")
	private @Nullable Path dataDir;

	void addTo(GivenSettings given) {
		given.add("data-dir", this.dataDir);
	}

}
