package io.bulksend.ledger;

class MediaOnH2Test extends MediaContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.inMemory();
	}

}
