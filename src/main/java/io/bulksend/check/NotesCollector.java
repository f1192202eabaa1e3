package io.bulksend.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.bulksend.campaign.MessageType;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Remark.Kind;
import io.bulksend.check.rules.Field;
import io.bulksend.check.suppression.SuppressionList;
import io.bulksend.input.Column;
import io.bulksend.input.Header;
import io.bulksend.input.Row;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a person should know about a file although it is no fault, while a
 * preflight runs. Memory stays flat however many rows there are. For one thread.
 */
public final class NotesCollector {

	private final Map<Column, Map<Kind, Cells>> found = new TreeMap<>();

	private String address = "";

	private @Nullable Kind ofAddress;

	private long suppressed;

	/**
	 * Looks at the cells of a row that can be sent, as far as they have a meaning.
	 * @param sendable the row
	 */
	public void sound(Sendable sendable) {
		Row row = sendable.row();
		MessageType type = sendable.message().content().type();
		for (Column column : row.header().columns()) {
			String cell = row.fields().get(row.header().indexOf(column));
			if (cell.isEmpty()) {
				continue;
			}
			if (UnsentColumns.has(type, column) && !Field.trim(cell).isEmpty()) {
				count(row, column, Kind.NOT_SENT, cell, 0);
				continue;
			}
			BrokenText.in(cell).forEach((kind, at) -> count(row, column, kind, cell, at));
			Kind kind = (column == Column.ATTACHMENT_URL && !Field.trim(cell).isEmpty()) ? ofAddress(cell) : null;
			if (kind != null) {
				count(row, column, kind, cell, 0);
			}
		}
	}

	/**
	 * Counts a row that is not sent, if that is because of the suppression list.
	 * @param outcome why it is not sent
	 */
	public void unsendable(Outcome outcome) {
		if (outcome.status() == Status.SUPPRESSED && outcome.errorCode() == null) {
			this.suppressed++;
		}
	}

	/** Most rows name the same address as the one before. */
	private @Nullable Kind ofAddress(String cell) {
		if (!cell.equals(this.address)) {
			this.ofAddress = MediaAddress.of(Field.trim(cell));
			this.address = cell;
		}
		return this.ofAddress;
	}

	private void count(Row row, Column column, Kind kind, String cell, int at) {
		this.found.computeIfAbsent(column, (key) -> new EnumMap<>(Kind.class))
			.computeIfAbsent(kind,
					(key) -> new Cells(nameOf(row.header(), column), row.line(), Field.excerpt(cell, at))).count++;
	}

	private static String nameOf(Header header, Column column) {
		return header.names().get(header.indexOf(column));
	}

	/**
	 * What was found, once the preflight has ended.
	 * @param guards in how many cells a spreadsheet's apostrophe was taken off
	 * @param list the suppression list
	 * @param repeatedRecipients how many recipients get more than one message
	 * @return the notes
	 */
	public Notes notes(long guards, SuppressionList list, long repeatedRecipients) {
		return new Notes(remarks(), guards, list.isGiven() ? new Notes.Suppression(list.size(), this.suppressed) : null,
				repeatedRecipients);
	}

	private List<Remark> remarks() {
		List<Remark> remarks = new ArrayList<>();
		this.found.forEach((column, kinds) -> kinds.forEach((kind, cells) -> remarks
			.add(new Remark(kind, cells.column, cells.count, cells.firstLine, cells.example))));
		remarks.sort(Comparator.comparing(Remark::count, Comparator.reverseOrder())
			.thenComparing(Remark::firstLine)
			.thenComparing(Remark::kind));
		return remarks;
	}

	private static final class Cells {

		private final String column;

		private final long firstLine;

		private final String example;

		private long count;

		Cells(String column, long firstLine, String example) {
			this.column = column;
			this.firstLine = firstLine;
			this.example = example;
		}

	}

}
