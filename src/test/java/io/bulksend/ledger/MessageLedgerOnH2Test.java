package io.bulksend.ledger;

class MessageLedgerOnH2Test extends MessageLedgerContract {

	@Override
	LedgerFixture newLedger() {
		return LedgerFixture.inMemory();
	}

}
