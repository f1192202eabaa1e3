package io.bulksend.check;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Outcome;
import io.bulksend.input.Row;

/**
 * A row after its check: a message, or the reason why there is none.
 */
public sealed interface Checked {

	/**
	 * The row that was checked.
	 * @return the row, unchanged
	 */
	Row row();

	/**
	 * The row can be sent.
	 *
	 * @param row the row
	 * @param message what to send
	 * @param key stands for everything that the message says
	 */
	record Sendable(Row row, Message message, MessageKey key) implements Checked {
	}

	/**
	 * The row is not to be sent.
	 *
	 * @param row the row
	 * @param outcome INVALID with one of our codes, or SUPPRESSED with OPTED_OUT or, by
	 * the suppression list, without a code; the reason in words is never {@code null}
	 */
	record Unsendable(Row row, Outcome outcome) implements Checked {
	}

}
