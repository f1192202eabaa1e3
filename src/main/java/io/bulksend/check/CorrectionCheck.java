package io.bulksend.check;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Status;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Checked.Unsendable;
import io.bulksend.check.duplicates.DuplicateFinder;
import io.bulksend.input.Correction;
import io.bulksend.input.CorrectionsFile;
import io.bulksend.input.CorrectionsPass;
import io.bulksend.input.Header;
import io.bulksend.input.InputException;
import io.bulksend.input.Row;
import org.jspecify.annotations.Nullable;

/**
 * The pass over a campaign whose rows are to be corrected: says which rows go out anew.
 * Those are the rows that were not accepted and cannot have arrived, and whose message is
 * another one now, or has another reason not to be one. Memory stays flat however long
 * the campaign is. Keeps no state between runs.
 */
public final class CorrectionCheck {

	/** What may be corrected; all else is decided for good. */
	private static final Set<Status> OPEN = EnumSet.of(Status.INVALID, Status.REJECTED, Status.NOT_SENT);

	/** Rows whose message was tried, or will be: none of the others may say the same. */
	private static final Set<Status> HOLDING = EnumSet.of(Status.ACCEPTED, Status.IN_DOUBT, Status.REJECTED,
			Status.NOT_SENT);

	private static final int THIS_FILE = 0;

	private static final int EARLIER_FILE = 1;

	private final RowCheck check;

	private final Path temporaryFolder;

	/**
	 * A check for one campaign.
	 * @param check the check to apply to each row
	 * @param temporaryFolder an existing folder for what does not fit into memory
	 */
	public CorrectionCheck(RowCheck check, Path temporaryFolder) {
		this.check = check;
		this.temporaryFolder = temporaryFolder;
	}

	/**
	 * Lays corrections over a campaign's rows.
	 * @param rows the campaign's rows as they are now, in its order
	 * @param file the corrections
	 * @param decisions what was decided about the rows
	 * @param earlier what went out under earlier files of the campaign
	 * @param sink what to do about it
	 * @return the counts
	 * @throws InputException if a correction names a line that starts no row
	 */
	public Counts run(Preflight.RowSource rows, CorrectionsFile file, Decisions decisions, Preflight.Earlier earlier,
			Intake sink) {
		try (CorrectionsPass corrections = file.byLine();
				DuplicateFinder messages = new DuplicateFinder(this.temporaryFolder)) {
			earlier.forEach((key, rank, entry) -> messages.addDecided(key, EARLIER_FILE, entry));
			Pass pass = new Pass(file, messages, sink);
			Correction next = corrections.next();
			for (Row row = rows.next(); row != null; row = rows.next()) {
				Status status = decisions.of(row.number());
				if (next != null && next.line() == row.line()) {
					pass.correct(row, status, next);
					next = corrections.next();
				}
				else {
					requireKnown(next, row.line(), file);
					pass.leave(row, status, this.check.check(row));
				}
			}
			requireKnown(next, Long.MAX_VALUE, file);
			long duplicates = pass.reportDuplicates();
			return new Counts(corrections.count(), pass.opened, duplicates, pass.leftAlone);
		}
	}

	/**
	 * Lays a correction over its row, where that is not decided for good.
	 * @param row the row
	 * @param status what was decided about it; NOT_SENT where nothing was
	 * @param correction what is to take its place
	 * @param corrected the header of corrected rows
	 * @return the row as it is sent from then on
	 */
	public static Row corrected(Row row, Status status, Correction correction, Header corrected) {
		Map<Integer, String> cells = OPEN.contains(status) ? correction.differencesFrom(row) : Map.of();
		return cells.isEmpty() ? row : row.with(corrected, kept(row, correction, cells));
	}

	private static Map<Integer, String> kept(Row row, Correction correction, Map<Integer, String> differences) {
		return (row.defect() != null) ? correction.cellsFor(row) : differences;
	}

	private static void requireKnown(@Nullable Correction next, long line, CorrectionsFile file) {
		if (next != null && next.line() < line) {
			throw file.unknownLine(next.line());
		}
	}

	/**
	 * What was decided about the campaign's rows.
	 */
	@FunctionalInterface
	public interface Decisions {

		/**
		 * What was decided about a row. Asked in ascending order.
		 * @param row its number
		 * @return its status; NOT_SENT where nothing was
		 */
		Status of(long row);

	}

	/**
	 * Takes what is to be kept.
	 */
	public interface Intake {

		/**
		 * A row's cells are corrected.
		 * @param row its number
		 * @param cells the new values by their columns' indexes
		 */
		void correct(long row, Map<Integer, String> cells);

		/**
		 * A row is to be decided about anew.
		 * @param row its number
		 * @param before what was decided about it; NOT_SENT where nothing was
		 * @param now what it says now
		 */
		void open(long row, Status before, Checked now);

		/**
		 * A row that was opened is not to be sent after all.
		 * @param row its number
		 * @param reason what it is the same as, in a sentence
		 */
		void duplicate(long row, String reason);

	}

	/**
	 * What became of corrections.
	 *
	 * @param rows how many rows they have
	 * @param opened how many rows of the campaign are decided about anew
	 * @param duplicates how many of these say the same as another row
	 * @param leftAlone how many changes are left alone, as their rows were accepted, are
	 * in doubt, duplicates or suppressed
	 */
	public record Counts(long rows, long opened, long duplicates, long leftAlone) {

		/**
		 * How many corrections change no message.
		 * @return their number
		 */
		public long unchanged() {
			return this.rows - this.opened - this.leftAlone;
		}

	}

	private final class Pass {

		private final CorrectionsFile file;

		private final DuplicateFinder messages;

		private final Intake sink;

		/** Messages that nobody gets any more, as their rows say something else now. */
		private final Set<MessageKey> given = new HashSet<>();

		private long opened;

		private long leftAlone;

		Pass(CorrectionsFile file, DuplicateFinder messages, Intake sink) {
			this.file = file;
			this.messages = messages;
			this.sink = sink;
		}

		void correct(Row row, Status status, Correction correction) {
			Checked before = CorrectionCheck.this.check.check(row);
			Map<Integer, String> cells = correction.differencesFrom(row);
			if (!(OPEN.contains(status) || isGiven(status, before)) || cells.isEmpty()) {
				this.leftAlone += cells.isEmpty() ? 0 : 1;
				leave(row, status, before);
				return;
			}
			Map<Integer, String> kept = kept(row, correction, cells);
			Checked after = CorrectionCheck.this.check.check(row.with(this.file.header(), kept));
			this.sink.correct(row.number(), kept);
			if (isSame(before, after)) {
				leave(row, status, before);
				return;
			}
			this.opened++;
			this.sink.open(row.number(), status, after);
			if (after instanceof Sendable sendable) {
				this.messages.add(key(sendable), row.number(), row.line(), 0);
			}
			if (status == Status.NOT_SENT && before instanceof Sendable sendable) {
				this.given.add(key(sendable));
			}
		}

		void leave(Row row, Status status, Checked checked) {
			if (!(checked instanceof Sendable sendable)) {
				return;
			}
			if (HOLDING.contains(status)) {
				this.messages.addDecided(key(sendable), THIS_FILE, row.line());
			}
			else if (isGiven(status, checked)) {
				this.sink.open(row.number(), status, checked);
				this.messages.add(key(sendable), row.number(), row.line(), 0);
			}
		}

		/**
		 * Whether the row that it was the same as was not sent, and says something else
		 * now.
		 */
		private boolean isGiven(Status status, Checked checked) {
			return status == Status.DUPLICATE && !this.given.isEmpty() && checked instanceof Sendable sendable
					&& this.given.contains(key(sendable));
		}

		long reportDuplicates() {
			long[] count = new long[1];
			this.messages.forEachDuplicate(new DuplicateFinder.DuplicateSink() {

				@Override
				public void duplicate(long row, long line, int mark, long firstLine) {
					report(row, sameAs(firstLine));
				}

				@Override
				public void decided(long row, int rank, long entry) {
					report(row, (rank == THIS_FILE) ? sameAs(entry)
							: "The same went out with an earlier file of this campaign.");
				}

				private void report(long row, String reason) {
					count[0]++;
					Pass.this.sink.duplicate(row, reason);
				}

			});
			return count[0];
		}

		private String sameAs(long line) {
			return Preflight.sameAs(CorrectionCheck.this.check.oncePer(), line);
		}

		private MessageKey key(Sendable sendable) {
			return CorrectionCheck.this.check.key(sendable);
		}

		private static boolean isSame(Checked before, Checked after) {
			if (before instanceof Sendable one && after instanceof Sendable other) {
				return one.key().equals(other.key());
			}
			return before instanceof Unsendable one && after instanceof Unsendable other
					&& one.outcome().equals(other.outcome());
		}

	}

}
