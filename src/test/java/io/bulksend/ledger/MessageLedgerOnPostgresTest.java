package io.bulksend.ledger;

class MessageLedgerOnPostgresTest extends MessageLedgerContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.onPostgres();
	}

}
