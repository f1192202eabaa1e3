package io.bulksend.ledger;

class CorrectionsOnPostgresTest extends CorrectionsContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.onPostgres();
	}

}
