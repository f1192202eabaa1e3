package io.bulksend.ledger;

class OptOutsOnPostgresTest extends OptOutsContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.onPostgres();
	}

}
