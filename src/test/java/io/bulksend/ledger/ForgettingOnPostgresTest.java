package io.bulksend.ledger;

class ForgettingOnPostgresTest extends ForgettingContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.onPostgres();
	}

}
