package io.bulksend.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A Markdown table: the first column is text, the others are figures.
 */
final class Table {

	private final List<List<String>> rows = new ArrayList<>();

	Table(String... header) {
		this.rows.add(List.of(header));
	}

	void add(String... cells) {
		if (cells.length != this.rows.get(0).size()) {
			throw new IllegalArgumentException("A row has as many cells as the header");
		}
		this.rows.add(List.of(cells));
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (int row = 0; row < this.rows.size(); row++) {
			for (int column = 0; column < this.rows.get(row).size(); column++) {
				int width = width(column);
				String cell = this.rows.get(row).get(column);
				String padding = " ".repeat(width - cell.length());
				text.append("| ").append((column == 0) ? cell + padding : padding + cell).append(' ');
			}
			text.append("|\n");
			if (row == 0) {
				for (int column = 0; column < this.rows.get(0).size(); column++) {
					String line = "-".repeat(width(column) - 1);
					text.append("| ").append(line).append((column == 0) ? "- " : ": ");
				}
				text.append("|\n");
			}
		}
		return text.toString();
	}

	private int width(int column) {
		return this.rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(0);
	}

}
