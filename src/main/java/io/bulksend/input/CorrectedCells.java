package io.bulksend.input;

import java.util.Map;

/**
 * Cells that take the place of a campaign's own, wherever they are kept.
 */
@FunctionalInterface
public interface CorrectedCells {

	/**
	 * The corrected cells of a range of rows.
	 * @param first the first row's number
	 * @param last the last row's number, included
	 * @return by the row's number, and by the column's index in the header; rows and
	 * columns that were not corrected are absent
	 */
	Map<Long, Map<Integer, String>> between(long first, long last);

}
