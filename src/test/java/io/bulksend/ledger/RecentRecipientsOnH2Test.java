package io.bulksend.ledger;

class RecentRecipientsOnH2Test extends RecentRecipientsContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.inMemory();
	}

}
