package io.bulksend.input;

import java.util.HashMap;
import java.util.Map;

/**
 * What takes the place of a row.
 *
 * @param line the line where the campaign's row starts
 * @param cells the values by the columns' indexes in the corrected header; a column that
 * the corrections lack is absent; immutable
 * @param usual values for cells that are empty with these, by their indexes; immutable
 */
public record Correction(long line, Map<Integer, String> cells, Map<Integer, String> usual) {

	public Correction {
		cells = Map.copyOf(cells);
		usual = Map.copyOf(usual);
	}

	/**
	 * All that takes the place of a row's cells.
	 * @param row the row
	 * @return the values by the columns' indexes
	 */
	public Map<Integer, String> cellsFor(Row row) {
		if (this.usual.isEmpty()) {
			return this.cells;
		}
		Map<Integer, String> all = new HashMap<>(this.cells);
		this.usual.forEach((index, value) -> {
			if (Row.isEmpty(all.getOrDefault(index, own(row, index)))) {
				all.put(index, value);
			}
		});
		return all;
	}

	private static String own(Row row, int index) {
		return (index < row.fields().size()) ? row.fields().get(index) : "";
	}

	/**
	 * Leaves the cells that say something else than a row does. Another kind of line
	 * break is no difference: whatever saved the file may have written it.
	 * @param row the row
	 * @return the values that differ
	 */
	public Map<Integer, String> differencesFrom(Row row) {
		Map<Integer, String> different = new HashMap<>();
		cellsFor(row).forEach((index, value) -> {
			if (!withOneKindOfLineBreak(own(row, index)).equals(withOneKindOfLineBreak(value))) {
				different.put(index, value);
			}
		});
		return different;
	}

	private static String withOneKindOfLineBreak(String text) {
		return (text.indexOf('\r') < 0) ? text : text.replace("\r\n", "\n").replace('\r', '\n');
	}

}
