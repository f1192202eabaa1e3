package io.bulksend.run;

import java.io.Closeable;

import io.bulksend.campaign.Status;
import io.bulksend.check.CorrectionCheck;
import io.bulksend.check.Preflight;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.Correction;
import io.bulksend.input.CorrectionsFile;
import io.bulksend.input.CorrectionsPass;
import io.bulksend.input.Header;
import io.bulksend.input.Row;
import io.bulksend.input.Rows;
import org.jspecify.annotations.Nullable;

/**
 * A campaign's rows as they would be sent, for one pass over them. For one thread.
 */
final class CampaignRows implements Preflight.RowSource, Closeable {

	private final Rows rows;

	private final @Nullable Corrected corrected;

	private CampaignRows(Rows rows, @Nullable Corrected corrected) {
		this.rows = rows;
		this.corrected = corrected;
	}

	/**
	 * The rows as they are.
	 * @param file the campaign's file
	 * @return the rows from the first
	 */
	static CampaignRows of(CampaignFile file) {
		return new CampaignRows(file.rows(), null);
	}

	/**
	 * The rows with corrections laid over those that may be corrected.
	 * @param file the campaign's file
	 * @param corrections the corrections
	 * @param decisions what was decided about the rows
	 * @return the rows from the first
	 */
	static CampaignRows of(CampaignFile file, CorrectionsFile corrections, CorrectionCheck.Decisions decisions) {
		return new CampaignRows(file.rows(), new Corrected(corrections, decisions));
	}

	@Override
	public @Nullable Row next() {
		Row row = this.rows.next();
		return (row == null || this.corrected == null) ? row : this.corrected.lay(row);
	}

	/**
	 * In how many cells so far a spreadsheet's apostrophe was taken off.
	 * @return the number of cells
	 */
	long guardsTakenOff() {
		return this.rows.guardsTakenOff();
	}

	@Override
	public void close() {
		this.rows.close();
		if (this.corrected != null) {
			this.corrected.close();
		}
	}

	private static final class Corrected implements Closeable {

		private final Header header;

		private final CorrectionsPass corrections;

		private final CorrectionCheck.Decisions decisions;

		private @Nullable Correction next;

		Corrected(CorrectionsFile file, CorrectionCheck.Decisions decisions) {
			this.header = file.header();
			this.corrections = file.byLine();
			this.decisions = decisions;
			this.next = this.corrections.next();
		}

		Row lay(Row row) {
			Correction correction = this.next;
			if (correction == null) {
				return row;
			}
			Status status = this.decisions.of(row.number());
			if (correction.line() != row.line()) {
				return row;
			}
			this.next = this.corrections.next();
			return CorrectionCheck.corrected(row, status, correction, this.header);
		}

		@Override
		public void close() {
			this.corrections.close();
		}

	}

}
