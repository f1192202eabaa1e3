package io.bulksend.run.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.bulksend.campaign.OncePer;
import io.bulksend.input.Column;
import org.jspecify.annotations.Nullable;

/**
 * The settings that decide what a file's messages are, and which of them are the same: a
 * campaign is bound to them, since with others some messages would go out twice.
 *
 * @param source the sender's id for rows that name none, or {@code null} for none
 * @param oncePer what counts as the same message
 * @param delimiter what separates the file's fields
 * @param columns the file's own names by our names; immutable
 * @param country the countries that numbers are of, as they were named; immutable
 * @param defaults what stands for columns that the file lacks or leaves empty; immutable;
 * or {@code null} for those that the campaign was begun with
 */
public record MessageSettings(@Nullable String source, OncePer oncePer, char delimiter, Map<Column, String> columns,
		List<String> country, @Nullable Map<Column, String> defaults) {

	/** Ends what {@link #stored()} writes of one setting. */
	private static final String END = "\n";

	/**
	 * What {@link #stored()} has besides where there is a list of recipients never to
	 * send to. It changes no message: {@link #parse} passes it over.
	 */
	public static final String SUPPRESSION = "suppression=yes" + END;

	/**
	 * A line's beginning that all have which {@link #stored()} wrote, and no sentence.
	 * Only they tell by {@link #SUPPRESSION} whether there was a list.
	 */
	public static final String LINE = "\nonce-per=";

	/** As versions before wrote them: a sentence for people. */
	private static final Pattern SENTENCE = Pattern
		.compile("source (.*), once per (message|recipient), delimiter (tab|.), columns (.*)", Pattern.DOTALL);

	private static final String NO_SOURCE = "(none)";

	private static final String NO_COLUMNS = "(as they are)";

	private static final String COLUMN = "column.";

	private static final String DEFAULT = "default.";

	public MessageSettings {
		columns = Map.copyOf(columns);
		country = country.stream().map((name) -> name.toUpperCase(Locale.ROOT)).toList();
		defaults = (defaults != null) ? Map.copyOf(defaults) : null;
	}

	/**
	 * Settings without values for what is empty.
	 * @param source as above
	 * @param oncePer as above
	 * @param delimiter as above
	 * @param columns as above
	 * @param country as above
	 */
	public MessageSettings(@Nullable String source, OncePer oncePer, char delimiter, Map<Column, String> columns,
			List<String> country) {
		this(source, oncePer, delimiter, columns, country, Map.of());
	}

	/**
	 * The settings as the ledger keeps them: a line each, equal where they are equal.
	 * @return the text, which {@link #parse} reads
	 */
	public String stored() {
		StringBuilder text = new StringBuilder();
		values().forEach((name, value) -> text.append(name).append('=').append(escaped(value)).append(END));
		return text.toString();
	}

	/**
	 * Reads what the ledger keeps, versions before included.
	 * @param stored what {@link #stored()} gave, or the sentence that earlier versions
	 * wrote
	 * @return the settings, or empty if it is neither
	 */
	public static Optional<MessageSettings> parse(String stored) {
		Matcher sentence = SENTENCE.matcher(stored);
		return sentence.matches() ? Optional.of(ofSentence(sentence)) : ofLines(stored);
	}

	private static MessageSettings ofSentence(Matcher sentence) {
		String source = sentence.group(1);
		String delimiter = sentence.group(3);
		Map<Column, String> columns = new TreeMap<>();
		String written = sentence.group(4);
		if (!written.equals(NO_COLUMNS)) {
			// {recipient-whatsapp=Phone, source=Sender}: a name of the file's may hold a
			// comma too.
			String[] parts = written.substring(1, written.length() - 1).split(", (?=[\\w-]+=)");
			for (String part : parts) {
				int equals = part.indexOf('=');
				Column column = Column.named(part.substring(0, Math.max(0, equals)));
				if (column != null) {
					columns.put(column, part.substring(equals + 1));
				}
			}
		}
		return new MessageSettings(source.equals(NO_SOURCE) ? null : source,
				OncePer.valueOf(sentence.group(2).toUpperCase(Locale.ROOT)),
				delimiter.equals("tab") ? '\t' : delimiter.charAt(0), columns, List.of());
	}

	private static Optional<MessageSettings> ofLines(String stored) {
		Map<String, String> values = new HashMap<>();
		for (String line : stored.split(END)) {
			int equals = line.indexOf('=');
			if (equals > 0) {
				values.put(line.substring(0, equals), unescaped(line.substring(equals + 1)));
			}
		}
		String oncePer = values.get("once-per");
		String delimiter = values.get("delimiter");
		if (oncePer == null || delimiter == null) {
			return Optional.empty();
		}
		return Optional.of(new MessageSettings(values.get("source"), OncePer.valueOf(oncePer.toUpperCase(Locale.ROOT)),
				delimiter.charAt(0), byColumn(values, COLUMN), countries(values.get("country")),
				byColumn(values, DEFAULT)));
	}

	private static Map<Column, String> byColumn(Map<String, String> values, String prefix) {
		Map<Column, String> columns = new TreeMap<>();
		values.forEach((name, value) -> {
			Column column = name.startsWith(prefix) ? Column.named(name.substring(prefix.length())) : null;
			if (column != null) {
				columns.put(column, value);
			}
		});
		return columns;
	}

	private static List<String> countries(@Nullable String written) {
		return (written != null) ? List.of(written.split(",")) : List.of();
	}

	/**
	 * How these settings differ from those that a campaign was begun with.
	 * @param begun those
	 * @return what differs, for people; empty if nothing does
	 */
	public List<Difference> differencesFrom(MessageSettings begun) {
		Map<String, String> before = begun.values();
		Map<String, String> now = values();
		TreeMap<String, String> all = new TreeMap<>(before);
		all.putAll(now);
		if (this.defaults == null) {
			all.keySet().removeIf((name) -> name.startsWith(DEFAULT));
		}
		List<Difference> differences = new ArrayList<>();
		for (String name : all.keySet()) {
			if (!Objects.equals(before.get(name), now.get(name))) {
				differences.add(new Difference(words(name, before.get(name)), words(name, now.get(name))));
			}
		}
		return differences;
	}

	private static String words(String name, @Nullable String value) {
		String shown = (value == null) ? "(none)" : value.equals("\t") ? "tab" : value;
		return name.replace("once-per", "once per").replace('.', ' ') + " " + shown;
	}

	/**
	 * A setting that is another one than it was.
	 *
	 * @param begun what the campaign was begun with, as <code>source a</code>
	 * @param now what it is now
	 */
	public record Difference(String begun, String now) {
	}

	/** By their names; those that are not set are absent. */
	private Map<String, String> values() {
		Map<String, String> values = new TreeMap<>();
		if (this.source != null) {
			values.put("source", this.source);
		}
		values.put("once-per", this.oncePer.name().toLowerCase(Locale.ROOT));
		values.put("delimiter", String.valueOf(this.delimiter));
		this.columns.forEach((column, own) -> values.put(COLUMN + column.columnName(), own));
		if (this.defaults != null) {
			this.defaults.forEach((column, value) -> values.put(DEFAULT + column.columnName(), value));
		}
		if (!this.country.isEmpty()) {
			values.put("country", String.join(",", this.country));
		}
		return values;
	}

	private static String escaped(String value) {
		return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
	}

	private static String unescaped(String value) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < value.length(); i++) {
			char character = value.charAt(i);
			if (character == '\\' && i + 1 < value.length()) {
				char escaped = value.charAt(++i);
				text.append((escaped == 'n') ? '\n' : (escaped == 'r') ? '\r' : escaped);
			}
			else {
				text.append(character);
			}
		}
		return text.toString();
	}

}
