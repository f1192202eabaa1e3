package io.bulksend.ledger;

/**
 * Another run holds the campaign.
 */
public class CampaignLockedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	CampaignLockedException(String campaign, String holder) {
		super("The campaign \"" + campaign + "\" is being sent already, by " + holder
				+ ". Nothing was sent by this run.");
	}

}
