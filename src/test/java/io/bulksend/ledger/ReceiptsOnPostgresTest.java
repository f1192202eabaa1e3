package io.bulksend.ledger;

class ReceiptsOnPostgresTest extends ReceiptsContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.onPostgres();
	}

}
