package io.bulksend.ledger;

class CorrectionsOnH2Test extends CorrectionsContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.inMemory();
	}

}
