package io.bulksend.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which ledger a command works on, real or rehearsed, alike for those that send nothing.
 */
final class LedgerChoice {

	@Mixin
	private LedgerOptions ledger = new LedgerOptions();

	@Option(names = "--sandbox", description = "Use the ledger of what was sent with --sandbox.")
	private boolean sandbox;

	void addTo(GivenSettings given) {
		this.ledger.addTo(given);
		given.addSwitch("sandbox", this.sandbox);
	}

}
