package io.bulksend.input;

import java.util.Map;

/**
 * Lays corrections over rows as they are read, a page at a time, so that memory stays
 * flat however many there are. Not thread-safe.
 */
final class Overlay {

	private static final int PAGE = 1_000;

	private final Header header;

	private final CorrectedCells cells;

	private Map<Long, Map<Integer, String>> page = Map.of();

	private long lastOfPage;

	/**
	 * An overlay for one pass over the rows.
	 * @param header the header with the columns that corrections added
	 * @param cells the corrections
	 */
	Overlay(Header header, CorrectedCells cells) {
		this.header = header;
		this.cells = cells;
	}

	/**
	 * Corrects a row.
	 * @param row a row as it stands in the file; they come in the file's order
	 * @return the row as it is now
	 */
	Row lay(Row row) {
		if (row.number() > this.lastOfPage) {
			this.lastOfPage = row.number() + PAGE - 1;
			this.page = this.cells.between(row.number(), this.lastOfPage);
		}
		return row.with(this.header, this.page.getOrDefault(row.number(), Map.of()));
	}

}
