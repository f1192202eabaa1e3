package io.bulksend.ledger;

class RecentRecipientsOnPostgresTest extends RecentRecipientsContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.onPostgres();
	}

}
