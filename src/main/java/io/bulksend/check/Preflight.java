package io.bulksend.check;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Checked.Unsendable;
import io.bulksend.input.Row;
import org.jspecify.annotations.Nullable;

/**
 * The pass over a whole file before its first message goes out: says which rows will not
 * be sent, and why. Memory stays flat however long the file is. Keeps no state between
 * runs.
 */
public final class Preflight {

	private final RowCheck check;

	private final Path temporaryFolder;

	/**
	 * A preflight for one campaign.
	 * @param check the check to apply to each row
	 * @param temporaryFolder an existing folder for what does not fit into memory
	 */
	public Preflight(RowCheck check, Path temporaryFolder) {
		this.check = check;
		this.temporaryFolder = temporaryFolder;
	}

	/**
	 * Reads and checks all rows. The sink sees two sequences, each in ascending order of
	 * rows: first, while the file is being read, all rows that are invalid or suppressed;
	 * then, when it has been read, all duplicates. No row is in both.
	 * @param rows the file's rows, in the file's order
	 * @param earlier what was decided about messages before this file came
	 * @param sink what to do with a row that is not to be sent
	 * @return the counts
	 * @throws UncheckedIOException if the temporary folder cannot be used; what the
	 * source and the sink throw passes through
	 */
	public Summary run(RowSource rows, Earlier earlier, Sink sink) {
		Counter counter = new Counter(sink);
		try (DuplicateFinder duplicates = new DuplicateFinder(this.temporaryFolder)) {
			earlier.forEach(duplicates::addDecided);
			for (Row row = rows.next(); row != null; row = rows.next()) {
				counter.rows++;
				Checked checked = this.check.check(row);
				if (checked instanceof Sendable sendable) {
					duplicates.add(key(sendable), row.number(), row.line());
				}
				else if (checked instanceof Unsendable unsendable) {
					counter.unsendable(row.number(), unsendable.outcome());
				}
			}
			duplicates.forEachDuplicate(new DuplicateFinder.DuplicateSink() {

				@Override
				public void duplicate(long row, long firstRow, long firstLine) {
					counter.unsendable(row, duplicateOf(firstLine));
				}

				@Override
				public void decided(long row, long entry) {
					counter.decided(row, entry);
				}

			});
		}
		return counter.summary();
	}

	private MessageKey key(Sendable sendable) {
		return (this.check.oncePer() == OncePer.MESSAGE) ? sendable.key()
				: MessageKey.of(sendable.message(), this.check.oncePer());
	}

	private Outcome duplicateOf(long line) {
		String same = (this.check.oncePer() == OncePer.MESSAGE) ? "Same message as line " : "Same recipient as line ";
		return Outcome.of(Status.DUPLICATE, null, same + line + ".");
	}

	/**
	 * Where the rows come from.
	 */
	@FunctionalInterface
	public interface RowSource {

		/**
		 * Reads the next row.
		 * @return the row, or {@code null} after the last one
		 */
		@Nullable Row next();

	}

	/**
	 * Takes the rows that are not to be sent.
	 */
	public interface Sink {

		/**
		 * A row is not to be sent.
		 * @param row its number
		 * @param outcome INVALID, SUPPRESSED or DUPLICATE, with the reason in words
		 */
		void unsendable(long row, Outcome outcome);

		/**
		 * A row's message was decided about before the file came.
		 * @param row its number
		 * @param entry what was decided, as {@link Earlier} named it
		 */
		void decided(long row, long entry);

	}

	/**
	 * What was decided about messages before the file came.
	 */
	@FunctionalInterface
	public interface Earlier {

		/** Nothing was. */
		Earlier NONE = (sink) -> {
		};

		/**
		 * Names every message that was decided about.
		 * @param sink takes them
		 */
		void forEach(EarlierSink sink);

	}

	/**
	 * Takes the messages that were decided about before.
	 */
	@FunctionalInterface
	public interface EarlierSink {

		/**
		 * A message was decided about.
		 * @param key its key
		 * @param rank of several with the same key the one with the lowest rank counts;
		 * from 0
		 * @param entry whatever the caller knows it by
		 */
		void decided(MessageKey key, int rank, long entry);

	}

	/**
	 * What a preflight found.
	 *
	 * @param rows all rows of the file
	 * @param sendable the rows whose message would go out
	 * @param counts how many rows have each status that will not be sent; a status
	 * without rows is absent; immutable
	 */
	public record Summary(long rows, long sendable, Map<Status, Long> counts) {

		public Summary {
			counts = Map.copyOf(counts);
		}

	}

	private static final class Counter implements Sink {

		private final Sink sink;

		private final Map<Status, Long> counts = new EnumMap<>(Status.class);

		private long rows;

		private long unsendable;

		Counter(Sink sink) {
			this.sink = sink;
		}

		@Override
		public void unsendable(long row, Outcome outcome) {
			this.unsendable++;
			this.counts.merge(outcome.status(), 1L, Long::sum);
			this.sink.unsendable(row, outcome);
		}

		@Override
		public void decided(long row, long entry) {
			this.unsendable++;
			this.sink.decided(row, entry);
		}

		Summary summary() {
			return new Summary(this.rows, this.rows - this.unsendable, this.counts);
		}

	}

}
