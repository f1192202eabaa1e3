package io.bulksend.check.duplicates;

import java.io.Closeable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.bulksend.campaign.MessageFields;
import io.bulksend.campaign.MessageKey;

/**
 * Finds the rows that change a message which their recipient got: those of a recipient
 * who has a message that went out and is not in the file any more, and one in the file
 * that nobody knows yet. As many rows are changes as messages are missing; all further
 * ones are independent messages. Of several that could be meant, those are paired that
 * differ in the fewest fields.
 * <p>
 * In flat memory however many there are, but for the messages of one recipient. First
 * {@link #addEarlier} and {@link #add} all, then {@link #forEachChange} once. For one
 * thread.
 */
public final class ChangeFinder implements Closeable {

	private static final int RUN_LENGTH = 100_000;

	/** Beyond this, messages of one recipient are paired in their order. */
	private static final int MOST_COMPARED = 64;

	private static final long SENT = Long.MIN_VALUE;

	private static final long KNOWN = SENT + 1;

	/** What a row of the file holds that is not reported, as it was decided about. */
	private static final long HELD = KNOWN + 1;

	/** What a row of the file says that is not sent, so that another one may be. */
	private static final long LEFT = HELD + 1;

	private final Path temporaryFolder;

	private final int runLength;

	private final RecordSort messages;

	private boolean anySent;

	/**
	 * A finder without messages.
	 * @param temporaryFolder an existing folder for what does not fit into memory
	 */
	public ChangeFinder(Path temporaryFolder) {
		this(temporaryFolder, RUN_LENGTH);
	}

	ChangeFinder(Path temporaryFolder, int runLength) {
		this.temporaryFolder = temporaryFolder;
		this.runLength = runLength;
		this.messages = new RecordSort(4, runLength, temporaryFolder);
	}

	/**
	 * Adds a message that was decided about before the file came. All of them come before
	 * the first row.
	 * @param recipient whom it is for
	 * @param key the message
	 * @param sent whether it was accepted or may have arrived
	 * @param fields what {@link MessageFields} left of it
	 */
	public void addEarlier(MessageKey recipient, MessageKey key, boolean sent, long fields) {
		this.anySent |= sent;
		this.messages.add(recipient.high(), key.high(), sent ? SENT : KNOWN, fields);
	}

	/**
	 * Says whether rows have to be added at all.
	 * @return whether something went out before
	 */
	public boolean isNeeded() {
		return this.anySent;
	}

	/**
	 * Adds a row.
	 * @param recipient whom its message is for
	 * @param key the message
	 * @param row its number
	 * @param fields what {@link MessageFields} left of it
	 */
	public void add(MessageKey recipient, MessageKey key, long row, long fields) {
		this.messages.add(recipient.high(), key.high(), row, fields);
	}

	/**
	 * Adds a row that was decided about and stays as it is: its message is in the file,
	 * and the row is not reported.
	 * @param recipient whom its message is for
	 * @param key the message
	 * @param held whether it was tried or will be, so that it may be what changes a
	 * message
	 * @param fields what {@link MessageFields} left of it
	 */
	public void addDecided(MessageKey recipient, MessageKey key, boolean held, long fields) {
		this.messages.add(recipient.high(), key.high(), held ? HELD : LEFT, fields);
	}

	/**
	 * Reports the rows that change a message, in ascending order.
	 * @param sink what to do with a row
	 * @throws UncheckedIOException if the temporary folder cannot be used
	 */
	public void forEachChange(ChangeSink sink) {
		if (!this.anySent) {
			return;
		}
		try (RecordSort changes = new RecordSort(3, this.runLength, this.temporaryFolder)) {
			find(changes);
			RecordCursor cursor = changes.sorted();
			long[] change = new long[3];
			while (cursor.next(change)) {
				sink.changed(change[0], change[1], change[2]);
			}
		}
	}

	@Override
	public void close() {
		this.messages.close();
	}

	private void find(RecordSort changes) {
		RecordCursor cursor = this.messages.sorted();
		Recipient recipient = new Recipient(changes);
		long[] record = new long[4];
		while (cursor.next(record)) {
			recipient.add(record);
		}
		recipient.end();
		this.messages.close();
	}

	/**
	 * The messages of one recipient after the other. Within a message those that were
	 * sent come first, then those that are known, then the rows: those that were decided
	 * about before the others.
	 */
	private static final class Recipient {

		private final RecordSort changes;

		private final List<long[]> lost = new ArrayList<>();

		private final List<long[]> gained = new ArrayList<>();

		private long[] first = {};

		private long[] last = {};

		Recipient(RecordSort changes) {
			this.changes = changes;
		}

		void add(long[] record) {
			boolean same = this.first.length > 0 && this.first[0] == record[0];
			if (!same || this.first[1] != record[1]) {
				endMessage();
				if (!same) {
					pair();
				}
				this.first = record.clone();
			}
			else if (this.first[2] == LEFT) {
				this.first = record.clone();
			}
			this.last = record.clone();
		}

		void end() {
			endMessage();
			pair();
		}

		private void endMessage() {
			if (this.first.length == 0) {
				return;
			}
			if (this.first[2] == SENT && this.last[2] < HELD) {
				this.lost.add(this.first);
			}
			else if (this.first[2] == HELD || this.first[2] >= 0) {
				this.gained.add(this.first);
			}
		}

		private void pair() {
			if (!this.lost.isEmpty() && !this.gained.isEmpty()) {
				// What was decided about comes last.
				this.gained.sort((one, other) -> Long.compareUnsigned(one[2], other[2]));
				boolean few = this.lost.size() <= MOST_COMPARED && this.gained.size() <= MOST_COMPARED;
				for (int differences = few ? 0 : Integer.MAX_VALUE; !this.lost.isEmpty()
						&& !this.gained.isEmpty(); differences = next(differences)) {
					pair(differences);
				}
			}
			this.lost.clear();
			this.gained.clear();
		}

		private static int next(int differences) {
			return (differences <= MessageFields.values().length) ? differences + 1 : Integer.MAX_VALUE;
		}

		/** Pairs what differs in no more fields. */
		private void pair(int most) {
			this.gained.removeIf((gain) -> {
				for (int i = 0; i < this.lost.size(); i++) {
					long before = this.lost.get(i)[3];
					if (differences(before, gain[3]) <= most) {
						if (gain[2] != HELD) {
							this.changes.add(gain[2], before, gain[3]);
						}
						this.lost.remove(i);
						return true;
					}
				}
				return false;
			});
		}

		private static int differences(long before, long now) {
			List<MessageFields> differences = MessageFields.differences(before, now);
			return differences.isEmpty() ? MessageFields.values().length + 1 : differences.size();
		}

	}

	/**
	 * Takes what was found.
	 */
	@FunctionalInterface
	public interface ChangeSink {

		/**
		 * A row changes a message.
		 * @param row its number
		 * @param before what {@link MessageFields} left of the message that was sent
		 * @param now what it leaves of the row's
		 */
		void changed(long row, long before, long now);

	}

}
