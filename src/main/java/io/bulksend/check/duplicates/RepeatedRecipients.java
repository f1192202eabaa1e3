package io.bulksend.check.duplicates;

import java.io.Closeable;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Person;
import io.bulksend.campaign.RecipientType;

/**
 * Counts the recipients that a file gives more than one message, in flat memory however
 * many there are. A message that comes again is one.
 * <p>
 * First {@link #add} all messages, then {@link #count} once. For one thread.
 */
public final class RepeatedRecipients implements Closeable {

	private static final int RUN_LENGTH = 100_000;

	// No number is negative.
	private static final long GROUP = Long.MIN_VALUE;

	private final RecordSort messages;

	/**
	 * A counter without messages.
	 * @param temporaryFolder an existing folder for what does not fit into memory
	 */
	public RepeatedRecipients(Path temporaryFolder) {
		this(temporaryFolder, RUN_LENGTH);
	}

	RepeatedRecipients(Path temporaryFolder, int runLength) {
		this.messages = new RecordSort(2, runLength, temporaryFolder);
	}

	/**
	 * Adds a message, in any order.
	 * @param message the message
	 * @param key what makes it the same as another
	 * @throws UncheckedIOException if the temporary folder cannot be written
	 */
	public void add(Message message, MessageKey key) {
		long recipient = (message.recipientType() == RecipientType.GROUP)
				? MessageKey.ofText(message.recipient()).high() | GROUP : Person.of(message.recipient()).asLong();
		this.messages.add(recipient, key.high());
	}

	/**
	 * Counts.
	 * @return how many recipients have more than one message
	 * @throws UncheckedIOException if the temporary folder cannot be used
	 */
	public long count() {
		RecordCursor cursor = this.messages.sorted();
		long[] last = new long[2];
		long[] next = new long[2];
		long count = 0;
		boolean counted = false;
		boolean any = cursor.next(last);
		while (any && cursor.next(next)) {
			if (next[0] != last[0]) {
				counted = false;
			}
			else if (next[1] != last[1] && !counted) {
				counted = true;
				count++;
			}
			last[0] = next[0];
			last[1] = next[1];
		}
		this.messages.close();
		return count;
	}

	@Override
	public void close() {
		this.messages.close();
	}

}
