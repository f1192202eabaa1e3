package io.bulksend.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Builds rows as the input package would read them.
 */
public final class RowBuilder {

	private final Map<Column, String> fields = new TreeMap<>();

	private long number = 1;

	private long line = 2;

	private @Nullable String defect;

	/**
	 * A row that breaks no rule.
	 * @return a builder that may be changed to break one
	 */
	public static RowBuilder sendable() {
		return new RowBuilder().with(Column.RECIPIENT_WHATSAPP, "919833078369")
			.with(Column.SOURCE, "fa9d647a-c8d7-423e-bd27-7d2ca2875dc1")
			.with(Column.ATTACHMENT_ID, "1fc380aa-6953-4e95-aef9-f220a22d51a3");
	}

	public RowBuilder with(Column column, String field) {
		this.fields.put(column, field);
		return this;
	}

	public RowBuilder without(Column column) {
		this.fields.remove(column);
		return this;
	}

	public RowBuilder at(long number, long line) {
		this.number = number;
		this.line = line;
		return this;
	}

	public RowBuilder defect(String defect) {
		this.defect = defect;
		return this;
	}

	public Row build() {
		List<String> names = new ArrayList<>();
		Map<Column, Integer> places = new TreeMap<>();
		this.fields.keySet().forEach((column) -> {
			places.put(column, names.size());
			names.add(column.columnName());
		});
		List<Integer> carried = IntStream.range(0, names.size()).boxed().toList();
		return new Row(new Header(names, places, carried, false, Map.of()), this.number, this.line,
				List.copyOf(this.fields.values()), this.defect);
	}

}
