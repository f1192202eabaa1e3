package io.bulksend.input;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The file's first record: which column stands where. Immutable.
 */
public final class Header {

	private final List<String> names;

	private final int[] indexes;

	private final List<Integer> carried;

	private final boolean resultsFile;

	private final int errorCode;

	private final int errorMessage;

	Header(List<String> names, Map<Column, Integer> places, List<Integer> carried, boolean resultsFile) {
		this.names = List.copyOf(names);
		this.indexes = new int[Column.values().length];
		for (Column column : Column.values()) {
			this.indexes[column.ordinal()] = places.getOrDefault(column, -1);
		}
		this.carried = List.copyOf(carried);
		this.resultsFile = resultsFile;
		this.errorCode = lastIndexOf(ResultsColumns.ERROR_CODE);
		this.errorMessage = lastIndexOf(ResultsColumns.ERROR_MESSAGE);
	}

	/**
	 * The header with columns that stand after its own.
	 * @param added their names; one that means what a column here means does not
	 */
	Header with(List<String> added) {
		List<String> all = new ArrayList<>(this.names);
		List<Integer> carriedToo = new ArrayList<>(this.carried);
		Map<Column, Integer> places = new EnumMap<>(Column.class);
		for (Column column : Column.values()) {
			if (indexOf(column) >= 0) {
				places.put(column, indexOf(column));
			}
		}
		for (String name : added) {
			Column column = Column.named(name);
			if (column != null) {
				places.putIfAbsent(column, all.size());
			}
			carriedToo.add(all.size());
			all.add(name);
		}
		return new Header(all, places, carriedToo, this.resultsFile);
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

	/**
	 * The columns that belong to the sender of the campaign and so go into the results:
	 * all of them, but for a results file the columns that came with the results.
	 * @return indexes into {@link #names()} and {@link Row#fields()}, ascending;
	 * immutable
	 */
	public List<Integer> carried() {
		return this.carried;
	}

	/** Where results say which rule a row broke. */
	int errorCodeIndex() {
		return this.errorCode;
	}

	/** Where results say what was wrong with a row. */
	int errorMessageIndex() {
		return this.errorMessage;
	}

	/**
	 * Where a column of some name stands.
	 * @param name the name, in any case; spaces, dashes and underscores do not matter
	 * @return its index from 0, the last of several; -1 where there is none
	 */
	public int lastIndexOf(String name) {
		return this.names.stream().map(ColumnName::plain).toList().lastIndexOf(ColumnName.plain(name));
	}

	/**
	 * Says whether the file comes from results, though columns of theirs may be gone.
	 * @return true if it has enough of the columns that only results have together
	 */
	public boolean comesFromResults() {
		return this.resultsFile || ResultsColumns.areLeftIn(this.names);
	}

	/**
	 * Says whether the file is the results of an earlier run.
	 * @return true if it has all the columns by which results are known
	 */
	boolean isResultsFile() {
		return this.resultsFile;
	}

}
