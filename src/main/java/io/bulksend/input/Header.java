package io.bulksend.input;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The file's first record: which column stands where.
 */
public final class Header {

	private final List<String> names;

	private final int[] indexes;

	Header(List<String> names, Map<Column, Integer> places) {
		this.names = List.copyOf(names);
		this.indexes = new int[Column.values().length];
		Map<Column, Integer> known = new EnumMap<>(places);
		for (Column column : Column.values()) {
			this.indexes[column.ordinal()] = known.getOrDefault(column, -1);
		}
	}

	/**
	 * The columns' names, as the file writes them.
	 * @return the names, in the file's order; immutable
	 */
	public List<String> names() {
		return this.names;
	}

	/**
	 * Where a column that has a meaning stands.
	 * @param column the column
	 * @return its index from 0, or -1 where the file has no such column
	 */
	public int indexOf(Column column) {
		return this.indexes[column.ordinal()];
	}

}
