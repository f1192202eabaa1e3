package io.bulksend.cli;

import picocli.CommandLine.Option;

/**
 * Whether a command works on the sandbox's ledger, alike for those that send nothing.
 */
final class SandboxLedgerOption {

	@Option(names = "--sandbox", description = "Use the ledger of what was sent with --sandbox.")
	private boolean sandbox;

	void addTo(GivenSettings given) {
		given.addSwitch("sandbox", this.sandbox);
	}

}
