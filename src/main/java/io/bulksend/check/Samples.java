package io.bulksend.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKind;
import io.bulksend.campaign.RecipientType;
import io.bulksend.check.Checked.Sendable;
import org.jspecify.annotations.Nullable;

/**
 * The first message of each kind, while a preflight runs. For one thread.
 */
final class Samples {

	private final Map<Kind, Sendable> first = new LinkedHashMap<>();

	/**
	 * Takes a row, if none of its kind came before.
	 * @param sendable the row
	 */
	void add(Sendable sendable) {
		this.first.putIfAbsent(Kind.of(sendable.message()), sendable);
	}

	/**
	 * The rows that were taken.
	 * @return one for each kind, in the file's order; immutable
	 */
	List<Sendable> rows() {
		return List.copyOf(this.first.values());
	}

	private record Kind(RecipientType recipient, @Nullable Class<? extends Attachment> attachment, MessageKind kind) {

		static Kind of(Message message) {
			Attachment attachment = message.content().attachment();
			return new Kind(message.recipientType(), (attachment != null) ? attachment.getClass() : null,
					message.kind());
		}

	}

}
