package io.bulksend.ledger;

import io.bulksend.campaign.MessageFields;
import io.bulksend.campaign.MessageKey;

/**
 * The intent to start a call now. Committed before its first byte leaves, so that a call
 * that was ever under way is never unknown to the ledger.
 *
 * @param row the row's number in its file
 * @param recipient whom the message goes to, as
 * {@link io.bulksend.campaign.Message#address} writes it
 * @param source the sender's id
 * @param key what makes two messages the same
 * @param fields what {@link MessageFields} left of it
 * @param header the {@linkplain MessageKey#mark mark} of its x-apiheader
 * @param known whether the ledger has the row already, as NOT_SENT
 */
public record Claim(long row, String recipient, String source, MessageKey key, long fields, long header,
		boolean known) {

	/** The intent to send a message without an x-apiheader. */
	public Claim(long row, String recipient, String source, MessageKey key, long fields, boolean known) {
		this(row, recipient, source, key, fields, 0, known);
	}

}
