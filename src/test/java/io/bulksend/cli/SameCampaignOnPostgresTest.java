package io.bulksend.cli;

import java.nio.file.Path;

import io.bulksend.ledger.LedgerFixture;
import io.bulksend.testsupport.PostgresServer;

class SameCampaignOnPostgresTest extends SameCampaignContract {

	private final String url = PostgresServer.url(LedgerFixture.databaseOnPostgres());

	@Override
	String database() {
		return "spring.datasource.url=" + this.url;
	}

	@Override
	String url(Path data) {
		return this.url;
	}

}
