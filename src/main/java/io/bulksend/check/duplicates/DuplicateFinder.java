package io.bulksend.check.duplicates;

import java.io.Closeable;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import io.bulksend.campaign.MessageKey;

/**
 * Finds the rows that say the same as an earlier one, or as a message that was decided
 * about before the file came, in flat memory however many there are: keys are sorted,
 * equal neighbours found, and the findings sorted back into the file's order. A file of
 * up to 100,000 rows stays in memory; of a larger one, all but about 6 MB goes to
 * temporary files that only their owner can read and that are deleted on close.
 * <p>
 * First {@link #add} all rows, then {@link #forEachDuplicate} once. For one thread.
 */
public final class DuplicateFinder implements Closeable {

	private static final int RUN_LENGTH = 100_000;

	// A line and a mark share one long, so that a row takes no more memory for its mark.
	private static final int MARK_BITS = 10;

	private static final long DECIDED = Long.MIN_VALUE;

	private final Path temporaryFolder;

	private final int runLength;

	private final RecordSort rows;

	/**
	 * A finder without rows.
	 * @param temporaryFolder an existing folder for what does not fit into memory
	 */
	public DuplicateFinder(Path temporaryFolder) {
		this(temporaryFolder, RUN_LENGTH);
	}

	DuplicateFinder(Path temporaryFolder, int runLength) {
		this.temporaryFolder = temporaryFolder;
		this.runLength = runLength;
		this.rows = new RecordSort(4, runLength, temporaryFolder);
	}

	/**
	 * Adds a row, in any order.
	 * @param key what makes its message the same as another
	 * @param row its number; no two rows share one
	 * @param line the line where it starts
	 * @param mark anything to know the row by when it is a duplicate, from 0 to 1,023
	 * @throws UncheckedIOException if the temporary folder cannot be written
	 */
	public void add(MessageKey key, long row, long line, int mark) {
		this.rows.add(key.high(), key.low(), row, line << MARK_BITS | mark);
	}

	/**
	 * Adds a message that was decided about before, in any order.
	 * @param key what makes it the same as another
	 * @param rank of several with the same key the one with the lowest rank counts; from
	 * 0
	 * @param entry whatever the caller knows it by
	 * @throws UncheckedIOException if the temporary folder cannot be written
	 */
	public void addDecided(MessageKey key, int rank, long entry) {
		this.rows.add(key.high(), key.low(), DECIDED + rank, entry);
	}

	/**
	 * Reports, in ascending order, every row but the first of each key as a duplicate,
	 * and that first one where its message was decided about before.
	 * @param sink what to do with a row
	 * @throws UncheckedIOException if the temporary folder cannot be used
	 */
	public void forEachDuplicate(DuplicateSink sink) {
		try (RecordSort duplicates = new RecordSort(3, this.runLength, this.temporaryFolder)) {
			find(duplicates);
			RecordCursor cursor = duplicates.sorted();
			long[] duplicate = new long[3];
			while (cursor.next(duplicate)) {
				if (duplicate[1] < 0) {
					sink.decided(duplicate[0], (int) (duplicate[1] - DECIDED), duplicate[2]);
					continue;
				}
				int mark = (int) duplicate[1] & (1 << MARK_BITS) - 1;
				sink.duplicate(duplicate[0], duplicate[1] >> MARK_BITS, mark, duplicate[2] >> MARK_BITS);
			}
		}
	}

	@Override
	public void close() {
		this.rows.close();
	}

	/**
	 * Within a key what was decided comes first, as its number is negative; then the
	 * rows.
	 */
	private void find(RecordSort findings) {
		RecordCursor cursor = this.rows.sorted();
		long[] first = new long[4];
		long[] row = new long[4];
		boolean any = cursor.next(first);
		while (any && cursor.next(row)) {
			if (row[0] != first[0] || row[1] != first[1]) {
				System.arraycopy(row, 0, first, 0, row.length);
			}
			else if (row[2] >= 0) {
				findings.add(row[2], (first[2] < 0) ? first[2] : row[3], first[3]);
				if (first[2] < 0) {
					System.arraycopy(row, 0, first, 0, row.length);
				}
			}
		}
		this.rows.close();
	}

	/**
	 * Takes what was found.
	 */
	public interface DuplicateSink {

		/**
		 * A row says the same as an earlier one.
		 * @param row its number
		 * @param line the line where it starts
		 * @param mark its mark
		 * @param firstLine the line where the first row with the same key starts
		 */
		void duplicate(long row, long line, int mark, long firstLine);

		/**
		 * A row's message was decided about before.
		 * @param row its number; the first row with its key
		 * @param rank the rank of what was decided, as it was added
		 * @param entry what was decided, as it was added
		 */
		void decided(long row, int rank, long entry);

	}

}
