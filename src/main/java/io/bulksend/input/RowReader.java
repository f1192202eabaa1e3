package io.bulksend.input;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Hands a campaign's rows to a step, from where the step left off.
 * <p>
 * It does <em>not</em> keep {@link #POSITION} itself: rows that were read may still be on
 * their way. Only the writer knows up to which row everything is settled, and it alone
 * writes that key. Not thread-safe.
 */
public final class RowReader implements ItemStreamReader<Row> {

	/**
	 * The key of the number of rows, a long, that are settled and need not be read again.
	 */
	public static final String POSITION = "rows.settled";

	private final CampaignFile file;

	private @Nullable Rows rows;

	/**
	 * Reads nothing yet.
	 * @param file the campaign's file
	 */
	public RowReader(CampaignFile file) {
		this.file = file;
	}

	/**
	 * Goes to the first row that is not settled.
	 * @param executionContext holds {@link #POSITION}, or nothing of it for the start
	 * @throws InputException if the file is not the one that was opened, or cannot be
	 * used
	 */
	@Override
	public void open(ExecutionContext executionContext) {
		close();
		Rows opened = this.file.rows();
		this.rows = opened;
		opened.skip(executionContext.getLong(POSITION, 0));
	}

	/**
	 * Reads the next row.
	 * @return the row, or {@code null} at the end
	 * @throws IllegalStateException if it is not open
	 */
	@Override
	public @Nullable Row read() {
		if (this.rows == null) {
			throw new IllegalStateException("open comes before read");
		}
		return this.rows.next();
	}

	@Override
	public void close() {
		if (this.rows != null) {
			this.rows.close();
			this.rows = null;
		}
	}

}
