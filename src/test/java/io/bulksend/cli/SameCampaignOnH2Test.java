package io.bulksend.cli;

import java.nio.file.Path;

import io.bulksend.ledger.database.LedgerDatabase;

class SameCampaignOnH2Test extends SameCampaignContract {

	@Override
	String database() {
		return "";
	}

	@Override
	String url(Path data) {
		return LedgerDatabase.url(data.resolve("ledger"));
	}

}
