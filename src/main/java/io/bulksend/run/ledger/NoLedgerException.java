package io.bulksend.run.ledger;

import io.bulksend.run.settings.ConfigurationException;

/**
 * There is no ledger where one was looked for, and none is made. Its message is one line
 * for operators.
 */
public final class NoLedgerException extends ConfigurationException {

	private static final long serialVersionUID = 1L;

	NoLedgerException(String place) {
		super("There is no ledger in " + place + ": nothing was ever sent from there. Run this in the folder where send"
				+ " runs, with the options that it was given.");
	}

}
