package io.bulksend.input;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns that results add behind those of their input, as they are written and as
 * they are known again.
 */
public final class ResultsColumns {

	/** The line of the input in which the row starts. */
	public static final String LINE = "line";

	/** What became of the row. */
	public static final String STATUS = "status";

	/** The id under which the API knows the message. */
	public static final String MESSAGE_ID = "message_id";

	/** Why it was not accepted. */
	public static final String ERROR_CODE = "error_code";

	/** The campaign's name. */
	public static final String CAMPAIGN = "campaign";

	static final String ERROR_MESSAGE = "error_message";

	/** All of them, in the order in which they are written. */
	public static final List<String> NAMES = List.of(LINE, STATUS, MESSAGE_ID, ERROR_CODE, ERROR_MESSAGE, "attempts",
			"completed_at", "delivery_status", "delivered_at", "advice", CAMPAIGN);

	/** By these together results are known. */
	private static final List<String> SURE = plain(NAMES.subList(0, 7));

	/** Those of this version, and of earlier ones, of which the others may be gone. */
	private static final List<List<String>> LEFT = List.of(List.of(CAMPAIGN, LINE), List.of(LINE, STATUS, ERROR_CODE));

	private static final List<String> ALL = plain(NAMES);

	private ResultsColumns() {
	}

	/**
	 * All of them, as names are compared. The campaign's name stands in a file of
	 * corrections too.
	 */
	static List<String> all() {
		return ALL;
	}

	static boolean has(String name) {
		return ALL.contains(ColumnName.plain(name));
	}

	static boolean areIn(List<String> names) {
		return plain(names).containsAll(SURE);
	}

	/**
	 * Whether there is enough of the columns that only results have together, though
	 * others may be gone.
	 */
	static boolean areLeftIn(List<String> names) {
		List<String> plain = plain(names);
		return LEFT.stream().anyMatch((left) -> plain.containsAll(plain(left)));
	}

	// The last of each name: results stand behind the columns of their input, which
	// may have a status of their own.
	static List<Integer> indexesIn(List<String> names) {
		List<String> plain = plain(names);
		List<Integer> indexes = new ArrayList<>();
		ALL.stream().filter((name) -> !name.equals(CAMPAIGN)).forEach((name) -> indexes.add(plain.lastIndexOf(name)));
		int campaign = plain.lastIndexOf(CAMPAIGN);
		if (campaign > plain.lastIndexOf(LINE)) {
			// Earlier versions added none: one that stands before is the input's own.
			indexes.add(campaign);
		}
		return indexes;
	}

	private static List<String> plain(List<String> names) {
		return names.stream().map(ColumnName::plain).toList();
	}

}
