package io.bulksend.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Finds out what the names in a header line mean.
 */
final class HeaderMaker {

	private static final int NAMES_SHOWN = 20;

	private static final double TOO_UNLIKE = 0.5;

	private final Map<String, Column> mapped = new HashMap<>();

	private final InputSettings settings;

	private final boolean part;

	HeaderMaker(InputSettings settings) {
		this(settings, false);
	}

	/**
	 * For one kind of files.
	 * @param settings what cannot be found out from the file
	 * @param part whether it holds corrections, made from results, which may lack columns
	 */
	HeaderMaker(InputSettings settings, boolean part) {
		this.settings = settings;
		this.part = part;
		settings.columns().forEach((column, name) -> this.mapped.put(ColumnName.plain(name), column));
	}

	/**
	 * How many of the names have a meaning.
	 */
	long countKnown(List<String> names) {
		return names.stream()
			.filter((name) -> meaning(name) != null || (this.part && ResultsColumns.has(name)))
			.count();
	}

	/**
	 * Makes the header.
	 * @throws InputException if no recipient can be found with it, a column that has a
	 * meaning is there twice, or one that the settings name is not there
	 */
	Header make(Path file, long line, List<String> found) {
		boolean resultsFile = this.part || ResultsColumns.areIn(found);
		List<String> names = resultsFile ? found.stream().map(FormulaGuard::unguard).toList() : found;
		Map<Column, Integer> places = new TreeMap<>();
		for (int i = 0; i < names.size(); i++) {
			Column column = meaning(names.get(i));
			requireWellNumbered(file, line, names.get(i), column);
			Integer other = (column != null) ? places.put(column, i) : null;
			if (other != null) {
				throw new InputException(file, line,
						"the columns %s and %s both mean %s; remove or rename one of them".formatted(
								ColumnName.quoted(names.get(other)), ColumnName.quoted(names.get(i)),
								column.columnName()));
			}
		}
		requireNeeded(file, line, names, places);
		List<Integer> carried = new ArrayList<>();
		for (int i = 0; i < names.size(); i++) {
			carried.add(i);
		}
		if (resultsFile) {
			carried.removeAll(ResultsColumns.indexesIn(found));
		}
		return new Header(names, places, carried, resultsFile, this.part ? Map.of() : this.settings.usual());
	}

	private static void requireWellNumbered(Path file, long line, String name, @Nullable Column meaning) {
		String instead = (meaning == null) ? Column.misnumbered(name) : null;
		if (instead != null) {
			throw new InputException(file, line,
					"the column %s has no meaning, and its values would not be sent; %s; rename or remove it"
						.formatted(ColumnName.quoted(name), instead));
		}
	}

	private void requireNeeded(Path file, long line, List<String> names, Map<Column, Integer> places) {
		if (this.part) {
			return;
		}
		this.settings.columns().forEach((column, name) -> {
			if (!places.containsKey(column)) {
				throw new InputException(file, line,
						"there is no column %s, which the configuration names for %s; the columns found are %s"
							.formatted(ColumnName.quoted(name), column.columnName(), listed(names)));
			}
		});
		if (!places.containsKey(Column.RECIPIENT_WHATSAPP)
				&& !this.settings.usual().containsKey(Column.RECIPIENT_WHATSAPP)) {
			throw new InputException(file, line, withoutRecipient(names));
		}
	}

	private @Nullable Column meaning(String name) {
		Column column = this.mapped.get(ColumnName.plain(name));
		return (column != null) ? column : Column.named(name);
	}

	private String withoutRecipient(List<String> names) {
		String nearest = names.stream()
			.filter((name) -> meaning(name) == null)
			.min(Comparator.comparingDouble(ColumnName::unlikeRecipient))
			.filter((name) -> ColumnName.unlikeRecipient(name) < TOO_UNLIKE)
			.orElse(null);
		String found = "there is no column recipient_whatsapp; the columns found are " + listed(names);
		if (nearest == null) {
			return found + "; name the recipients' column recipient_whatsapp in this line";
		}
		String quoted = ColumnName.quoted(nearest);
		return found + ", of which %s is nearest: rename it, or add --column recipient_whatsapp=%s".formatted(quoted,
				nearest.strip().matches("[\\w.-]+") ? nearest.strip() : quoted);
	}

	private static String listed(List<String> names) {
		String listed = names.stream().limit(NAMES_SHOWN).map(ColumnName::quoted).collect(Collectors.joining(", "));
		return (names.size() > NAMES_SHOWN) ? "%s and %d more".formatted(listed, names.size() - NAMES_SHOWN) : listed;
	}

}
