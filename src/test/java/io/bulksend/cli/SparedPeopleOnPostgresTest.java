package io.bulksend.cli;

import io.bulksend.ledger.LedgerFixture;
import io.bulksend.testsupport.PostgresServer;

class SparedPeopleOnPostgresTest extends SparedPeopleContract {

	private final String url = PostgresServer.url(LedgerFixture.databaseOnPostgres());

	@Override
	String database() {
		return "spring.datasource.url=" + this.url;
	}

}
