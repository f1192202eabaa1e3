package io.bulksend.ledger;

class ReceiptsOnH2Test extends ReceiptsContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.inMemory();
	}

}
