package io.bulksend.input;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The columns that have a meaning; all others are carried along.
 */
public enum Column {

	/** Whom the message goes to. */
	RECIPIENT_WHATSAPP,

	/** Individual or group. */
	RECIPIENT_TYPE,

	/** The sender's id. */
	SOURCE,

	/** Media that was uploaded before. */
	ATTACHMENT_ID,

	/** Media that the API fetches. */
	ATTACHMENT_URL,

	/** Media beside the CSV file. */
	ATTACHMENT_FILE,

	/** What kind of media it is. */
	ATTACHMENT_TYPE,

	/** The text below the medium. */
	CAPTION,

	/** The caller's own identifier. */
	X_APIHEADER("x-apiheader");

	private static final Map<String, Column> BY_NAME = Arrays.stream(values())
		.collect(Collectors.toMap((column) -> ColumnName.plain(column.columnName()), Function.identity()));

	private final String columnName;

	Column() {
		this.columnName = name().toLowerCase(Locale.ROOT);
	}

	Column(String columnName) {
		this.columnName = columnName;
	}

	/**
	 * Returns the name as the documentation writes it.
	 * @return the name, in lower case
	 */
	public String columnName() {
		return this.columnName;
	}

	/**
	 * Finds the column that a name stands for.
	 * @param name a name, in any case; spaces, dashes and underscores do not matter
	 * @return the column, or {@code null} if the name has no meaning
	 */
	public static @Nullable Column named(String name) {
		return BY_NAME.get(ColumnName.plain(name));
	}

}
