package io.bulksend.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Whose rate it is that runs and workers share.
 */
final class AccountOption {

	@Option(names = "--account", paramLabel = "NAME",
			description = "Runs and workers of one account on one PostgreSQL share one rate, the lowest that a run under"
					+ " way asks for; default: default.")
	private @Nullable String account;

	void addTo(GivenSettings given) {
		given.add("account", this.account);
	}

}
