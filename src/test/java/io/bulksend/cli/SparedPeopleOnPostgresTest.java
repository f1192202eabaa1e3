package io.bulksend.cli;

import io.bulksend.testsupport.PostgresServer;

class SparedPeopleOnPostgresTest extends SparedPeopleContract {

	private final String url = PostgresServer.url(PostgresServer.newDatabase());

	@Override
	String database() {
		return "spring.datasource.url=" + this.url;
	}

}
