package io.bulksend.check;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import io.bulksend.campaign.ChangedMessages;
import io.bulksend.campaign.Status;
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

	private final RowCheck check;

	private final RowCheck asItLies;

	private final boolean again;

	private final ChangedMessages rule;

	private final Path temporaryFolder;

	/**
	 * A check for one campaign.
	 * @param check the check to apply to each row
	 * @param asItLies the same check, which goes by files as they lie there now, and not
	 * as they were when the campaign was checked
	 * @param again whether the corrections were taken in before: then no cell is
	 * corrected, but what was not in the row may have been put right since
	 * @param rule what to do with a row that now changes what its recipient got with an
	 * earlier file
	 * @param temporaryFolder an existing folder for what does not fit into memory
	 */
	public CorrectionCheck(RowCheck check, RowCheck asItLies, boolean again, ChangedMessages rule,
			Path temporaryFolder) {
		this.check = check;
		this.asItLies = asItLies;
		this.again = again;
		this.rule = rule;
		this.temporaryFolder = temporaryFolder;
	}

	/**
	 * Lays corrections over a campaign's rows.
	 * @param rows the campaign's rows as they are now, in its order
	 * @param file the corrections
	 * @param decisions what was decided about the rows
	 * @param earlier what went out under earlier files of the campaign
	 * @param changes knows what went out so; tells afterwards what is changed of it
	 * @param sink what to do about it
	 * @return the counts
	 * @throws InputException if a correction names a line that starts no row
	 */
	public Counts run(Preflight.RowSource rows, CorrectionsFile file, Decisions decisions, Preflight.Earlier earlier,
			Changes changes, Intake sink) {
		try (CorrectionsPass corrections = file.byLine();
				DuplicateFinder messages = new DuplicateFinder(this.temporaryFolder)) {
			CorrectionPass pass = new CorrectionPass(this.check, this.asItLies, this.again, this.rule, file, messages,
					changes, sink);
			earlier.forEach(pass::sentEarlier);
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
			return new Counts(corrections.count(), pass.opened(), duplicates, pass.skipChanges(), pass.leftAlone());
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
		Map<Integer, String> cells = isOpen(status) ? correction.differencesFrom(row) : Map.of();
		return cells.isEmpty() ? row : row.with(corrected, kept(row, correction, cells));
	}

	/** Whether a row that this was decided about may be corrected. */
	static boolean isOpen(Status status) {
		return OPEN.contains(status);
	}

	/** The cells to keep of a correction. */
	static Map<Integer, String> kept(Row row, Correction correction, Map<Integer, String> differences) {
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
	 * @param skipped how many of these change what their recipient got with an earlier
	 * file, and are not sent for that
	 * @param leftAlone how many changes are left alone, as their rows were accepted, are
	 * in doubt, duplicates or suppressed
	 */
	public record Counts(long rows, long opened, long duplicates, long skipped, long leftAlone) {

		/** Of corrections that were taken in before. */
		public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

		/**
		 * How many corrections change no message.
		 * @return their number
		 */
		public long unchanged() {
			return this.rows - this.opened - this.leftAlone;
		}

	}

}
