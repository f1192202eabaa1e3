package io.bulksend.send;

import java.util.List;
import java.util.stream.LongStream;

import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.RecipientType;

/**
 * Messages on their way out, each to somebody else, told by their rows.
 */
final class Outbounds {

	private static final long FIRST = 910_000_000_000L;

	private Outbounds() {
	}

	/** Those of rows that follow each other. */
	static List<Outbound> messages(long first, int count) {
		return LongStream.range(first, first + count).mapToObj(Outbounds::message).toList();
	}

	static Outbound message(long row) {
		Message message = new Message(recipient(row), RecipientType.INDIVIDUAL, "source", new ById("id"), null, null);
		return new Outbound(row, message, MessageKey.of(message, OncePer.MESSAGE, KeyVersion.LATEST), false);
	}

	static String recipient(long row) {
		return Long.toString(FIRST + row);
	}

	static long row(String recipient) {
		return Long.parseLong(recipient) - FIRST;
	}

}
