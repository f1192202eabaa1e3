package io.bulksend.ledger.database;

/**
 * Another run holds the campaign, or takes receipts in. Its message is one line for
 * operators.
 */
public class CampaignLockedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	CampaignLockedException(String message) {
		super(message);
	}

}
