package io.bulksend.results;

import java.time.ZoneId;
import java.util.List;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.Delivery;
import io.bulksend.input.FormulaGuard;
import io.bulksend.input.Header;
import io.bulksend.input.ResultsColumns;
import io.bulksend.input.Row;
import io.bulksend.ledger.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the results: the input's own, then ours. Every cell is safe to open in a
 * spreadsheet. Not for use by several threads.
 */
final class ResultsRow {

	private static final List<String> OURS = ResultsColumns.NAMES;

	/** What results of earlier versions lack at their end. */
	private static final int ADDED = 1;

	private static final int STATUS = OURS.indexOf(ResultsColumns.STATUS);

	private static final int ERROR_CODE = OURS.indexOf(ResultsColumns.ERROR_CODE);

	private final Header header;

	private final String campaign;

	private final int carried;

	private final TimeCell time = new TimeCell(ZoneId.systemDefault());

	ResultsRow(Header header, String campaign) {
		this.header = header;
		this.campaign = safe(campaign);
		this.carried = header.carried().size();
	}

	String[] header() {
		String[] cells = new String[this.carried + OURS.size()];
		for (int i = 0; i < this.carried; i++) {
			cells[i] = safe(this.header.names().get(this.header.carried().get(i)));
		}
		for (int i = 0; i < OURS.size(); i++) {
			cells[this.carried + i] = OURS.get(i);
		}
		return cells;
	}

	/**
	 * Says how many of its columns are ours, if cells are the names of the columns of
	 * some results.
	 * @param cells what the first line holds
	 * @return how many; 0 for another file
	 */
	static int ours(List<String> cells) {
		for (int count = OURS.size(); count >= OURS.size() - ADDED; count--) {
			if (cells.size() >= count && ours(cells, count).equals(OURS.subList(0, count))) {
				return count;
			}
		}
		return 0;
	}

	/**
	 * Says the same of a row that was read as {@link Code#isWorthSendingAgain} does of
	 * its outcome.
	 * @param cells one row of some results
	 * @param count how many of its cells are ours
	 * @throws IllegalArgumentException if it is no such row
	 */
	static boolean isWorthSendingAgain(List<String> cells, int count) {
		if (cells.size() < count) {
			throw new IllegalArgumentException("Results have more cells");
		}
		List<String> ours = ours(cells, count);
		return Code.isWorthSendingAgain(Status.valueOf(ours.get(STATUS)), ours.get(ERROR_CODE));
	}

	private static List<String> ours(List<String> cells, int count) {
		return cells.subList(cells.size() - count, cells.size());
	}

	/**
	 * One row of the results.
	 * @param row the input's row
	 * @param outcome what became of it
	 * @param entry what the ledger holds about it, or {@code null} where it was not tried
	 * @return the cells
	 */
	String[] row(Row row, Outcome outcome, @Nullable Entry entry) {
		String[] cells = new String[this.carried + OURS.size()];
		for (int i = 0; i < this.carried; i++) {
			int index = this.header.carried().get(i);
			cells[i] = (index < row.fields().size()) ? safe(row.fields().get(index)) : "";
		}
		int next = this.carried;
		cells[next++] = Long.toString(row.line());
		cells[next++] = outcome.status().name();
		cells[next++] = safe(outcome.messageId());
		cells[next++] = safe(outcome.errorCode());
		cells[next++] = safe(outcome.errorMessage());
		cells[next++] = Integer.toString((entry != null) ? entry.attempts() : 0);
		cells[next++] = (entry != null) ? this.time.write(entry.completedAt()) : "";
		Delivery delivery = (entry != null) ? entry.delivery() : null;
		cells[next++] = (delivery != null) ? safe(delivery.text()) : "";
		cells[next++] = (delivery != null) ? this.time.write(delivery.deliveredAt()) : "";
		cells[next++] = (delivery != null && !outcome.status().needsALook()) ? delivery.advice()
				: Code.adviceFor(outcome.status(), outcome.errorCode());
		cells[next] = this.campaign;
		return cells;
	}

	private static String safe(@Nullable String text) {
		return (text != null) ? FormulaGuard.guard(text) : "";
	}

}
