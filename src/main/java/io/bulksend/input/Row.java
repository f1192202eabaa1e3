package io.bulksend.input;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One record of the file, as it stands there.
 *
 * @param header the file's header, which tells what the fields mean
 * @param number the row's place among the rows, counted from 1; blank lines do not count
 * @param line the line where the row starts, counted from 1, blank lines and those above
 * the header included
 * @param fields the fields as the file means them: without the quotes around them and, in
 * a results file, without {@link FormulaGuard}'s apostrophes; as many as the header has,
 * unless there is a defect; those of a row that is too large are cut short; immutable
 * @param defect why the row cannot be used at all, in a sentence for campaign staff, or
 * {@code null} for a sound row
 */
public record Row(Header header, long number, long line, List<String> fields, @Nullable String defect) {

	/**
	 * The field in a column that has a meaning.
	 * @param column the column
	 * @return the field as it stands in the file; where it is empty, or the file has no
	 * such column, the value that was set for such fields; empty where none was
	 */
	public String get(Column column) {
		int index = this.header.indexOf(column);
		String field = (index < 0 || index >= this.fields.size()) ? "" : this.fields.get(index);
		String usual = this.header.usual(column);
		return (usual != null && isEmpty(field)) ? usual : field;
	}

	/**
	 * Whether nothing can be seen in a field.
	 * @param field the field
	 * @return whether it holds nothing but white space and invisible characters
	 */
	static boolean isEmpty(String field) {
		return field.chars()
			.allMatch((character) -> Character.isWhitespace(character) || Character.isSpaceChar(character)
					|| Character.getType(character) == Character.FORMAT);
	}

	/**
	 * The row with other values in some columns. A row that cannot be used at all stays
	 * so unless all that is its sender's gets a value: what was read of it may be a part.
	 * @param corrected the header, which may have more columns at its end
	 * @param cells the values by the columns' indexes
	 * @return the row at the same place
	 */
	public Row with(Header corrected, Map<Integer, String> cells) {
		if (this.defect != null && !cells.keySet().containsAll(this.header.carried())) {
			return new Row(corrected, this.number, this.line, this.fields, this.defect);
		}
		String[] values = new String[corrected.names().size()];
		for (int i = 0; i < values.length; i++) {
			String own = (i < this.fields.size()) ? this.fields.get(i) : "";
			values[i] = cells.getOrDefault(i, own);
		}
		return new Row(corrected, this.number, this.line, List.of(values), null);
	}

}
