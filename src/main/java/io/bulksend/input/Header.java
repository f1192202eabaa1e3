package io.bulksend.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The file's first record: which column stands where. Immutable.
 */
public final class Header {

	private final List<String> names;

	private final SortedMap<Column, Integer> places;

	private final List<Column> columns;

	private final Map<Column, String> usual;

	private final int[] indexes;

	private final @Nullable String[] usualOf;

	private final int attributes;

	private final List<Integer> carried;

	private final boolean resultsFile;

	private final int errorCode;

	private final int errorMessage;

	/**
	 * A header.
	 * @param usual what stands for columns that are not there, or empty cells of those
	 * that are
	 */
	Header(List<String> names, Map<Column, Integer> places, List<Integer> carried, boolean resultsFile,
			Map<Column, String> usual) {
		this.names = List.copyOf(names);
		this.places = new TreeMap<>(places);
		this.columns = List.copyOf(this.places.keySet());
		this.usual = Map.copyOf(usual);
		SortedMap<Column, @Nullable String> all = new TreeMap<>(usual);
		places.keySet().forEach((column) -> all.putIfAbsent(column, null));
		int count = all.isEmpty() ? 0 : all.lastKey().ordinal() + 1;
		this.indexes = new int[count];
		Arrays.fill(this.indexes, -1);
		places.forEach((column, index) -> this.indexes[column.ordinal()] = index);
		this.usualOf = new @Nullable String[count];
		usual.forEach((column, value) -> this.usualOf[column.ordinal()] = value);
		this.attributes = all.isEmpty() ? 0 : all.lastKey().attribute();
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
		Map<Column, Integer> placesToo = new TreeMap<>(this.places);
		for (String name : added) {
			Column column = Column.named(name);
			if (column != null) {
				placesToo.putIfAbsent(column, all.size());
			}
			carriedToo.add(all.size());
			all.add(name);
		}
		return new Header(all, placesToo, carriedToo, this.resultsFile, this.usual);
	}

	/**
	 * The header with other values for what the file leaves empty.
	 * @param values the values
	 */
	Header filledWith(Map<Column, String> values) {
		return values.equals(this.usual) ? this
				: new Header(this.names, this.places, this.carried, this.resultsFile, values);
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
		return (column.ordinal() < this.indexes.length) ? this.indexes[column.ordinal()] : -1;
	}

	/**
	 * The columns that have a meaning and are there.
	 * @return the columns, in the order in which they are documented; immutable
	 */
	public List<Column> columns() {
		return this.columns;
	}

	/**
	 * The highest number of a template's attribute that a row can have.
	 * @return the number, 0 for none
	 */
	public int attributes() {
		return this.attributes;
	}

	/** What stands for a column that is not there, or an empty cell of it. */
	@Nullable String usual(Column column) {
		return (column.ordinal() < this.usualOf.length) ? this.usualOf[column.ordinal()] : null;
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
