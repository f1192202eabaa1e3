package io.bulksend.input;

import java.util.HashMap;
import java.util.Map;

/**
 * What takes the place of a row.
 *
 * @param line the line where the campaign's row starts
 * @param cells the values by the columns' indexes in the corrected header; a column that
 * the corrections lack is absent; immutable
 */
public record Correction(long line, Map<Integer, String> cells) {

	public Correction {
		cells = Map.copyOf(cells);
	}

	/**
	 * Leaves the cells that say something else than a row does. Another kind of line
	 * break is no difference: whatever saved the file may have written it.
	 * @param row the row
	 * @return the values that differ
	 */
	public Map<Integer, String> differencesFrom(Row row) {
		Map<Integer, String> different = new HashMap<>();
		this.cells.forEach((index, value) -> {
			String own = (index < row.fields().size()) ? row.fields().get(index) : "";
			if (!withOneKindOfLineBreak(own).equals(withOneKindOfLineBreak(value))) {
				different.put(index, value);
			}
		});
		return different;
	}

	private static String withOneKindOfLineBreak(String text) {
		return (text.indexOf('\r') < 0) ? text : text.replace("\r\n", "\n").replace('\r', '\n');
	}

}
