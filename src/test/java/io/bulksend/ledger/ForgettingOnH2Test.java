package io.bulksend.ledger;

class ForgettingOnH2Test extends ForgettingContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.inMemory();
	}

}
