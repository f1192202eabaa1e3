package io.bulksend.input;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * The columns that have a meaning; all others are carried along. Each is there once, so
 * that columns are the same where they are equal. A template's attributes have as many
 * columns as somebody numbers.
 */
public final class Column implements Comparable<Column> {

	/** Whom the message goes to. */
	public static final Column RECIPIENT_WHATSAPP = new Column(0, "recipient_whatsapp");

	/** Individual or group. */
	public static final Column RECIPIENT_TYPE = new Column(1, "recipient_type");

	/** The sender's id. */
	public static final Column SOURCE = new Column(2, "source");

	/** What type of message it is. */
	public static final Column MESSAGE_TYPE = new Column(3, "message_type");

	/** Media that was uploaded before. */
	public static final Column ATTACHMENT_ID = new Column(4, "attachment_id");

	/** Media that the API fetches. */
	public static final Column ATTACHMENT_URL = new Column(5, "attachment_url");

	/** Media beside the CSV file. */
	public static final Column ATTACHMENT_FILE = new Column(6, "attachment_file");

	/** What kind of media it is. */
	public static final Column ATTACHMENT_TYPE = new Column(7, "attachment_type");

	/** The name that a document is shown under. */
	public static final Column ATTACHMENT_NAME = new Column(8, "attachment_name");

	/** The text below the medium. */
	public static final Column CAPTION = new Column(9, "caption");

	/** Which template. */
	public static final Column TEMPLATE_NAME = new Column(10, "template_name");

	/** Which language of the template. */
	public static final Column TEMPLATE_LANGUAGE = new Column(11, "template_language");

	/** The payload of the template's first button. */
	public static final Column TEMPLATE_BUTTON_0 = new Column(12, "template_button_0");

	/** The payload of the template's second button. */
	public static final Column TEMPLATE_BUTTON_1 = new Column(13, "template_button_1");

	/** The payload of the template's third button. */
	public static final Column TEMPLATE_BUTTON_2 = new Column(14, "template_button_2");

	/** Whether clicks on the template's links are counted. */
	public static final Column TRACK_LINKS = new Column(15, "track_links");

	/** The text of a message that is nothing else. */
	public static final Column TEXT = new Column(16, "text");

	/** Whether the page that the text's link names is shown. */
	public static final Column PREVIEW_URL = new Column(17, "preview_url");

	/** The caller's own identifier. */
	public static final Column X_APIHEADER = new Column(18, "x-apiheader");

	/** The template's buttons, by their index. */
	public static final List<Column> TEMPLATE_BUTTONS = List.of(TEMPLATE_BUTTON_0, TEMPLATE_BUTTON_1,
			TEMPLATE_BUTTON_2);

	private static final Column[] VALUES = { RECIPIENT_WHATSAPP, RECIPIENT_TYPE, SOURCE, MESSAGE_TYPE, ATTACHMENT_ID,
			ATTACHMENT_URL, ATTACHMENT_FILE, ATTACHMENT_TYPE, ATTACHMENT_NAME, CAPTION, TEMPLATE_NAME,
			TEMPLATE_LANGUAGE, TEMPLATE_BUTTON_0, TEMPLATE_BUTTON_1, TEMPLATE_BUTTON_2, TRACK_LINKS, TEXT, PREVIEW_URL,
			X_APIHEADER };

	/** More than the longest text of a template has room for. */
	private static final int MOST_ATTRIBUTES = 999;

	private static final Column[] ATTRIBUTES = IntStream.rangeClosed(1, MOST_ATTRIBUTES)
		.mapToObj((number) -> new Column(VALUES.length + number - 1, "template_attribute_" + number))
		.toArray(Column[]::new);

	private static final Map<String, Column> BY_NAME = Arrays.stream(VALUES)
		.collect(Collectors.toMap((column) -> ColumnName.plain(column.columnName()), Function.identity()));

	private static final Pattern NUMBERED = Pattern.compile("template(attribute|button)0*(\\d+)");

	private final int ordinal;

	private final String columnName;

	private Column(int ordinal, String columnName) {
		this.ordinal = ordinal;
		this.columnName = columnName;
	}

	/**
	 * All columns but those of a template's attributes.
	 * @return the columns, in the order in which they are documented
	 */
	public static Column[] values() {
		return VALUES.clone();
	}

	/**
	 * The column of one of a template's attributes.
	 * @param number the number of its placeholder, from 1 to 999
	 * @return the column
	 */
	public static Column templateAttribute(int number) {
		return ATTRIBUTES[number - 1];
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
	 * @param name a name, in any case; spaces, dashes and underscores do not matter, and
	 * neither do zeros before a number
	 * @return the column, or {@code null} if the name has no meaning
	 */
	public static @Nullable Column named(String name) {
		String plain = ColumnName.plain(name);
		Column column = BY_NAME.get(plain);
		return (column != null || !plain.startsWith("template")) ? column : numbered(plain);
	}

	private static @Nullable Column numbered(String plain) {
		Matcher matcher = NUMBERED.matcher(plain);
		if (!matcher.matches() || matcher.group(2).length() > 3) {
			return null;
		}
		int number = Integer.parseInt(matcher.group(2));
		if (matcher.group(1).equals("button")) {
			return (number < TEMPLATE_BUTTONS.size()) ? TEMPLATE_BUTTONS.get(number) : null;
		}
		return (number > 0) ? templateAttribute(number) : null;
	}

	/**
	 * Says what is wrong with a name that looks like one of ours and is none: carried
	 * along in silence, its values would be missing in the messages.
	 * @param name a name
	 * @return what to write in its place, or {@code null} if nothing is wrong
	 */
	static @Nullable String misnumbered(String name) {
		Matcher matcher = NUMBERED.matcher(ColumnName.plain(name));
		if (!matcher.matches() || named(name) != null) {
			return null;
		}
		return matcher.group(1).equals("button")
				? "a template has at most three buttons, which are counted from 0: template_button_0, template_button_1"
						+ " and template_button_2"
				: "a template's attributes are counted from 1: template_attribute_1 is the value of {{1}}, and "
						+ MOST_ATTRIBUTES + " is the highest";
	}

	/** Its place among all columns that there can be. */
	int ordinal() {
		return this.ordinal;
	}

	/** The number of a template's attribute, or 0 for another column. */
	int attribute() {
		return Math.max(0, this.ordinal - VALUES.length + 1);
	}

	@Override
	public int compareTo(Column other) {
		return Integer.compare(this.ordinal, other.ordinal);
	}

	@Override
	public String toString() {
		return this.columnName;
	}

}
