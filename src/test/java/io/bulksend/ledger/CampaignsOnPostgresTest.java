package io.bulksend.ledger;

class CampaignsOnPostgresTest extends CampaignsContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.onPostgres();
	}

}
