package io.bulksend.ledger;

class MediaOnPostgresTest extends MediaContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.onPostgres();
	}

}
