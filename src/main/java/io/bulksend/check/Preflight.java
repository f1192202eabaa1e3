package io.bulksend.check;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Status;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Checked.Unsendable;
import io.bulksend.check.duplicates.DuplicateFinder;
import io.bulksend.check.duplicates.RepeatedRecipients;
import io.bulksend.check.rules.CallingCodes;
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
	 * rows: first, while the file is being read, all rows that are invalid or suppressed
	 * and whose message was not decided about before; then, when it has been read, all
	 * duplicates. No row is in both.
	 * @param rows the file's rows, in the file's order
	 * @param earlier what was decided about messages before this file came
	 * @param sink what to do with a row that is not to be sent
	 * @return the counts
	 * @throws UncheckedIOException if the temporary folder cannot be used; what the
	 * source and the sink throw passes through
	 */
	public Summary run(RowSource rows, Earlier earlier, Sink sink) {
		Counter counter = new Counter(sink);
		try (DuplicateFinder duplicates = new DuplicateFinder(this.temporaryFolder);
				RepeatedRecipients recipients = new RepeatedRecipients(this.temporaryFolder)) {
			LongStream.Builder decided = LongStream.builder();
			earlier.forEach((key, rank, entry) -> {
				duplicates.addDecided(key, rank, entry);
				if (this.check.sparesAny()) {
					decided.add(key.high());
				}
			});
			long[] decidedKeys = decided.build().sorted().toArray();
			for (Row row = rows.next(); row != null; row = rows.next()) {
				counter.rows++;
				Checked checked = this.check.check(row);
				if (checked instanceof Sendable sendable) {
					int country = country(sendable.message());
					counter.countries[country]++;
					duplicates.add(this.check.key(sendable), row.number(), row.line(), country);
					if (this.check.oncePer() == OncePer.MESSAGE) {
						recipients.add(sendable.message(), sendable.key());
					}
					sink.sound(sendable);
				}
				else if (checked instanceof Unsendable unsendable && unsendable.spared() != null
						&& isDecided(unsendable.spared(), decidedKeys)) {
					// What was sent before its recipient asked for no more stays sent.
					int country = country(unsendable.spared().message());
					counter.countries[country]++;
					duplicates.add(this.check.key(unsendable.spared()), row.number(), row.line(), country);
				}
				else if (checked instanceof Unsendable unsendable) {
					counter.unsendable(row.number(), row.line(), unsendable.outcome());
				}
			}
			counter.repeatedRecipients = recipients.count();
			duplicates.forEachDuplicate(new DuplicateFinder.DuplicateSink() {

				@Override
				public void duplicate(long row, long line, int country, long firstLine) {
					counter.countries[country]--;
					counter.unsendable(row, line, duplicateOf(firstLine));
				}

				@Override
				public void decided(long row, int rank, long entry) {
					counter.decided(row, rank, entry);
				}

			});
		}
		return counter.summary();
	}

	private boolean isDecided(Sendable spared, long[] decided) {
		return Arrays.binarySearch(decided, this.check.key(spared).high()) >= 0;
	}

	private static int country(Message message) {
		return (message.recipientType() == RecipientType.GROUP) ? CallingCodes.NONE
				: CallingCodes.of(message.recipient());
	}

	private Outcome duplicateOf(long line) {
		return Outcome.of(Status.DUPLICATE, null, sameAs(this.check.oncePer(), line));
	}

	/** The reason of a duplicate, in a sentence. */
	static String sameAs(OncePer oncePer, long line) {
		return ((oncePer == OncePer.MESSAGE) ? "Same message as line " : "Same recipient as line ") + line + ".";
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
		 * @param line the line where it starts
		 * @param outcome INVALID, SUPPRESSED or DUPLICATE, with the reason in words
		 */
		void unsendable(long row, long line, Outcome outcome);

		/**
		 * A row has a message, which goes out unless it is a duplicate or was decided
		 * about before. Comes while the file is being read, in the order of its rows.
		 * @param sendable the row with its message
		 */
		default void sound(Sendable sendable) {
		}

		/**
		 * A row's message was decided about before the file came.
		 * @param row its number
		 * @param rank the rank of what was decided, as {@link Earlier} named it
		 * @param entry what was decided, as {@link Earlier} named it
		 * @return whether it stays so; else the row is to be sent
		 */
		default boolean decided(long row, int rank, long entry) {
			throw new IllegalStateException("Nothing was decided before this file came");
		}

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
	 * @param countries how many messages would go out to each calling code, 0 for groups;
	 * a code without messages is absent; immutable
	 * @param repeatedRecipients how many recipients get more than one message
	 * @param firstInvalid the first row that breaks a rule
	 */
	public record Summary(long rows, long sendable, Map<Status, Long> counts, Map<Integer, Long> countries,
			long repeatedRecipients, Optional<Broken> firstInvalid) {

		public Summary {
			counts = Map.copyOf(counts);
			countries = Map.copyOf(countries);
		}

	}

	/**
	 * A row that breaks a rule.
	 *
	 * @param line the line where it starts
	 * @param outcome INVALID, with the reason in words
	 */
	public record Broken(long line, Outcome outcome) {
	}

	private static final class Counter implements Sink {

		private final Sink sink;

		private final Map<Status, Long> counts = new EnumMap<>(Status.class);

		private final long[] countries = new long[CallingCodes.LARGEST + 1];

		private long rows;

		private long unsendable;

		private long repeatedRecipients;

		private @Nullable Broken firstInvalid;

		Counter(Sink sink) {
			this.sink = sink;
		}

		@Override
		public void unsendable(long row, long line, Outcome outcome) {
			this.unsendable++;
			this.counts.merge(outcome.status(), 1L, Long::sum);
			if (this.firstInvalid == null && outcome.status() == Status.INVALID) {
				this.firstInvalid = new Broken(line, outcome);
			}
			this.sink.unsendable(row, line, outcome);
		}

		@Override
		public boolean decided(long row, int rank, long entry) {
			boolean staysSo = this.sink.decided(row, rank, entry);
			this.unsendable += staysSo ? 1 : 0;
			return staysSo;
		}

		Summary summary() {
			Map<Integer, Long> byCode = IntStream.range(0, this.countries.length)
				.filter((code) -> this.countries[code] > 0)
				.boxed()
				.collect(Collectors.toMap(Function.identity(), (code) -> this.countries[code]));
			return new Summary(this.rows, this.rows - this.unsendable, this.counts, byCode, this.repeatedRecipients,
					Optional.ofNullable(this.firstInvalid));
		}

	}

}
