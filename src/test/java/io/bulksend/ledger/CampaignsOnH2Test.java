package io.bulksend.ledger;

class CampaignsOnH2Test extends CampaignsContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.inMemory();
	}

}
