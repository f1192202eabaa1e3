package io.bulksend.input;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * How to read a campaign's file, where that cannot be found out from the file.
 *
 * @param delimiter what separates the fields, or {@code null} to find it in the header
 * line; neither a quote nor a line end nor another control character than TAB
 * @param columns the file's own names of columns that have a meaning; no name twice
 * @param usual what stands for columns that the file lacks or leaves empty
 */
public record InputSettings(@Nullable Character delimiter, Map<Column, String> columns, Map<Column, String> usual) {

	private static final String DELIMITER = "delimiter must be one character such as , or ; or the word tab";

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if the delimiter cannot be one, or one column of
	 * the file is given two meanings
	 */
	public InputSettings {
		columns = Map.copyOf(columns);
		usual = Map.copyOf(usual);
		if (delimiter != null && !canDelimit(delimiter)) {
			throw new IllegalArgumentException(DELIMITER);
		}
		Map<String, Column> meanings = new HashMap<>();
		columns.forEach((column, name) -> {
			Column other = meanings.put(ColumnName.plain(name), column);
			if (other != null) {
				throw new IllegalArgumentException("column \"%s\" of the file cannot be both %s and %s".formatted(name,
						other.columnName(), column.columnName()));
			}
		});
	}

	/**
	 * Settings without values for what is empty.
	 * @param delimiter as above
	 * @param columns as above
	 */
	public InputSettings(@Nullable Character delimiter, Map<Column, String> columns) {
		this(delimiter, columns, Map.of());
	}

	/**
	 * Everything is found out from the file.
	 * @return the settings
	 */
	public static InputSettings defaults() {
		return new InputSettings(null, Map.of());
	}

	/**
	 * Settings as people write them.
	 * @param delimiter what separates the fields, a character or the word {@code tab}, or
	 * {@code null} or nothing to find it in the header line
	 * @param columns the file's own names by our names; ours in any case, and with
	 * dashes, underscores, or neither
	 * @param usual values for what the file lacks or leaves empty, by our names
	 * @return the settings
	 * @throws IllegalArgumentException if a column is not one of ours or named twice, a
	 * name or value is blank, or the delimiter cannot be one
	 */
	public static InputSettings of(@Nullable String delimiter, Map<String, String> columns, Map<String, String> usual) {
		Map<Column, String> known = new TreeMap<>();
		columns.forEach((key, name) -> {
			Column column = ours(key, "none that can be mapped");
			if (ColumnName.plain(name).isEmpty()) {
				throw new IllegalArgumentException(
						"column %s needs the name that the file gives it".formatted(column.columnName()));
			}
			if (known.put(column, name) != null) {
				throw new IllegalArgumentException(
						"column %s is mapped twice: leave just one".formatted(column.columnName()));
			}
		});
		Map<Column, String> values = new TreeMap<>();
		usual.forEach((key, value) -> {
			Column column = ours(key, "none that can have a default");
			if (Row.isEmpty(value)) {
				throw new IllegalArgumentException(
						"the default of the column %s is empty: give it a value, or leave it out"
							.formatted(column.columnName()));
			}
			if (values.put(column, value) != null) {
				throw new IllegalArgumentException(
						"the column %s has two defaults: leave just one".formatted(column.columnName()));
			}
		});
		return new InputSettings((delimiter != null && !delimiter.isEmpty()) ? delimiter(delimiter) : null, known,
				values);
	}

	private static Column ours(String name, String problem) {
		Column column = Column.named(name);
		if (column == null) {
			String instead = Column.misnumbered(name);
			throw new IllegalArgumentException("column \"%s\" is %s: %s".formatted(name, problem,
					(instead != null) ? instead : "use one of " + ourNames()));
		}
		return column;
	}

	// A shell hands on neither a tab nor \t easily.
	private static char delimiter(String written) {
		if (written.equalsIgnoreCase("tab") || written.equals("\\t")) {
			return '\t';
		}
		if (written.length() != 1) {
			throw new IllegalArgumentException(DELIMITER);
		}
		return written.charAt(0);
	}

	private static String ourNames() {
		return Arrays.stream(Column.values()).map(Column::columnName).collect(Collectors.joining(", "))
				+ ", and template_attribute_1, template_attribute_2 and so on";
	}

	private static boolean canDelimit(char character) {
		return character == '\t'
				|| (character != '"' && !Character.isISOControl(character) && !Character.isSurrogate(character));
	}

}
