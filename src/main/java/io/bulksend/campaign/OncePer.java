package io.bulksend.campaign;

/**
 * What counts as the same message within a campaign.
 */
public enum OncePer {

	/** Recipient, source, attachment, caption and x-apiheader all equal. */
	MESSAGE,

	/** The recipient alone: nobody gets two messages of one campaign. */
	RECIPIENT

}
