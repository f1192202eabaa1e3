package io.bulksend.check;

import io.bulksend.input.Row;

import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * The check as a step of a batch job. Filters nothing: a row that cannot be sent goes on
 * with its reason, as every row has a result. Safe for use by many threads.
 */
public final class CheckProcessor implements ItemProcessor<Row, Checked> {

	private final RowCheck check;

	/**
	 * A processor for one campaign.
	 * @param check the check to apply
	 */
	public CheckProcessor(RowCheck check) {
		this.check = check;
	}

	/**
	 * Checks a row.
	 * @param row the row
	 * @return the row after its check, never {@code null}
	 */
	@Override
	public Checked process(Row row) {
		return this.check.check(row);
	}

}
