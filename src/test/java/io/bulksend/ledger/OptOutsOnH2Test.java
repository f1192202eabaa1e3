package io.bulksend.ledger;

class OptOutsOnH2Test extends OptOutsContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.inMemory();
	}

}
