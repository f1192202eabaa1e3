package io.bulksend.receipts;

import io.bulksend.campaign.delivery.OptOutWish;
import io.bulksend.campaign.delivery.Receipt;

/**
 * Takes what the webhook posted.
 */
@FunctionalInterface
public interface WebhookSink {

	/**
	 * A message of ours has come so far.
	 * @param receipt what was reported
	 */
	void receipt(Receipt receipt);

	/**
	 * Somebody asked to be written to no more, or again.
	 * @param wish what they asked for
	 */
	default void wish(OptOutWish wish) {
	}

}
