package io.bulksend.check;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.MaskedNumbers;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageFields;
import io.bulksend.campaign.MessageKey;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.duplicates.ChangeFinder;
import io.bulksend.check.rules.Field;
import io.bulksend.input.Row;

/**
 * The messages that an amended or corrected file changes after they were sent: gathered
 * while it is checked, then told. Memory stays flat. For one thread.
 */
public final class Changes implements Closeable {

	/** Why a row that changes a message is left alone, in a sentence. */
	public static final String LEFT_ALONE = "Its recipient got this message before it was changed.";

	private static final int EXAMPLES = 3;

	private final KeyVersion version;

	private final ChangeFinder finder;

	private final Set<MessageFields> fields = EnumSet.noneOf(MessageFields.class);

	private final List<Change> examples = new ArrayList<>();

	private boolean unknown;

	private long count;

	/**
	 * Without messages.
	 * @param version the campaign's rule to compare messages by
	 * @param temporaryFolder an existing folder for what does not fit into memory
	 */
	public Changes(KeyVersion version, Path temporaryFolder) {
		this.version = version;
		this.finder = new ChangeFinder(temporaryFolder);
	}

	/**
	 * A message was decided about before the file came.
	 * @param address its recipient, as {@link Message#address} writes it
	 * @param key its key
	 * @param sent whether it was accepted or may have arrived
	 * @param left what {@link MessageFields} left of it
	 */
	public void earlier(String address, MessageKey key, boolean sent, long left) {
		this.finder.addEarlier(MessageKey.ofAddress(address, this.version), key, sent, left);
	}

	/**
	 * A row of the file can be sent.
	 * @param sendable the row
	 */
	public void add(Sendable sendable) {
		if (this.finder.isNeeded()) {
			Message message = sendable.message();
			this.finder.add(MessageKey.ofAddress(message.address(), this.version), sendable.key(),
					sendable.row().number(), MessageFields.of(message));
		}
	}

	/**
	 * A row of the file can be sent, but was decided about and stays as it is.
	 * @param sendable the row
	 * @param held whether it was tried or will be
	 */
	public void addDecided(Sendable sendable, boolean held) {
		if (this.finder.isNeeded()) {
			Message message = sendable.message();
			this.finder.addDecided(MessageKey.ofAddress(message.address(), this.version), sendable.key(), held,
					MessageFields.of(message));
		}
	}

	/**
	 * Finds them, once all messages were added.
	 * @param rows takes the number of each row that changes a message, in ascending order
	 */
	public void find(LongConsumer rows) {
		this.finder.forEachChange((row, before, now) -> {
			List<MessageFields> differences = MessageFields.differences(before, now);
			this.count++;
			this.unknown |= differences.isEmpty();
			this.fields.addAll(differences);
			if (this.examples.size() < EXAMPLES) {
				this.examples.add(new Change(row, differences));
			}
			rows.accept(row);
		});
	}

	/**
	 * How many were found.
	 * @return the number of rows
	 */
	public long count() {
		return this.count;
	}

	/**
	 * Says what they are.
	 * @param file reads the file's rows from the first
	 * @param check the check to apply to each
	 * @return how many, in which fields, and the first of them, without full stop
	 */
	public String words(Preflight.RowSource file, RowCheck check) {
		String many = (this.count == 1) ? "1 message was changed after it was sent"
				: "%,d messages were changed after they were sent".formatted(this.count);
		String where = this.fields.isEmpty() ? "" : ", in " + names(this.fields);
		String notKnown = !this.unknown ? ""
				: this.fields.isEmpty() ? " (which fields is not known)" : " (of some the fields are not known)";
		return many + where + notKnown + ": " + examples(file, check);
	}

	/**
	 * Says why a file with such changes is not sent, unless that is asked for.
	 * @param file reads the file's rows from the first
	 * @param check the check to apply to each
	 * @return what they are, and what to do, without full stop
	 */
	public String refusal(Preflight.RowSource file, RowCheck check) {
		return words(file, check) + ". Nothing was sent. Take the changes back; or add --changed skip to leave these"
				+ " rows alone, or --changed send if their recipients are to get both messages";
	}

	private String examples(Preflight.RowSource file, RowCheck check) {
		List<String> words = new ArrayList<>();
		for (Change change : this.examples) {
			for (Row row = file.next(); row != null; row = file.next()) {
				if (row.number() == change.row()) {
					if (check.check(row) instanceof Sendable sendable) {
						words.add(words(row, sendable.message(), change.differences()));
					}
					break;
				}
			}
		}
		return String.join(", ", words) + ((this.count > EXAMPLES) ? " and others" : "");
	}

	private static String words(Row row, Message message, List<MessageFields> differences) {
		String now = differences.stream().map((field) -> {
			String value = field.valueIn(message);
			return field.fieldName() + ((value != null) ? " is now " + Field.quote(value) : " is now empty");
		}).collect(Collectors.joining(" and "));
		return MaskedNumbers.in("line " + row.line() + " to " + message.recipient())
				+ (now.isEmpty() ? "" : " (" + MaskedNumbers.in(now) + ")");
	}

	private static String names(Set<MessageFields> fields) {
		return fields.stream().map(MessageFields::fieldName).collect(Collectors.joining(", "));
	}

	@Override
	public void close() {
		this.finder.close();
	}

	private record Change(long row, List<MessageFields> differences) {
	}

}
