package io.bulksend.report;

import java.io.Writer;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.input.Column;
import io.bulksend.input.Header;
import io.bulksend.input.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The rows of the page's table, as JSON inside the page, written as they come. A row is
 * {@code [line, status, recipient, code, reason, calls, time, values…]}; 0 in place of a
 * text means the same as in the row above, as most columns say the same in many rows.
 * <p>
 * The page stays one that a browser opens: it takes a limited number of rows, columns and
 * characters. The results have them all.
 */
final class ReportRows {

	/** Rows that need a look, all together; those not delivered are among them. */
	static final int MOST = 100_000;

	/** Rows of each status that needs none. */
	static final int MOST_OTHERS = 10_000;

	private static final int MOST_COLUMNS = 24;

	private static final int LONGEST = 200;

	private static final int LONGEST_REASON = 1_000;

	private static final JsonFactory JSON = JsonFactory.builder()
		.characterEscapes(new ScriptSafe())
		.disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
		.disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
		.build();

	private final Map<Status, Long> shown = new EnumMap<>(Status.class);

	private final List<Integer> columns = new ArrayList<>();

	private final JsonGenerator json;

	private final String[] above;

	private long needingALook;

	ReportRows(Header header, Writer out) {
		for (int index : header.carried()) {
			if (index != header.indexOf(Column.RECIPIENT_WHATSAPP) && this.columns.size() < MOST_COLUMNS) {
				this.columns.add(index);
			}
		}
		this.above = new String[3 + this.columns.size()];
		this.json = json(out);
		this.json.writeStartObject();
		this.json.writeStringProperty("recipient",
				cut(header.names().get(header.indexOf(Column.RECIPIENT_WHATSAPP)), LONGEST));
		this.json.writeArrayPropertyStart("columns");
		this.columns.forEach((index) -> this.json.writeString(cut(header.names().get(index), LONGEST)));
		this.json.writeEndArray();
		this.json.writeArrayPropertyStart("rows");
	}

	/**
	 * Writes JSON that is safe within a page. Closing it leaves the writer open.
	 */
	static JsonGenerator json(Writer out) {
		return JSON.createGenerator(ObjectWriteContext.empty(), out);
	}

	void add(Row row, Outcome outcome, int calls, @Nullable ZonedDateTime when) {
		if (!hasRoomFor(outcome.status())) {
			return;
		}
		this.shown.merge(outcome.status(), 1L, Long::sum);
		this.json.writeStartArray();
		this.json.writeNumber(row.line());
		this.json.writeNumber(outcome.status().ordinal());
		this.json.writeString(cut(row.get(Column.RECIPIENT_WHATSAPP), LONGEST));
		text(0, outcome.errorCode(), LONGEST);
		text(1, outcome.errorMessage(), LONGEST_REASON);
		this.json.writeNumber(calls);
		text(2, (when != null) ? Words.time(when) : "", LONGEST);
		for (int i = 0; i < this.columns.size(); i++) {
			int index = this.columns.get(i);
			text(3 + i, (index < row.fields().size()) ? row.fields().get(index) : "", LONGEST);
		}
		this.json.writeEndArray();
		this.json.writeRaw('\n');
	}

	/**
	 * Ends the JSON.
	 */
	void end() {
		this.json.writeEndArray();
		this.json.writeEndObject();
		this.json.close();
	}

	long shown(Status status) {
		return this.shown.getOrDefault(status, 0L);
	}

	private boolean hasRoomFor(Status status) {
		if (!status.needsALook() && status != Status.ACCEPTED) {
			return shown(status) < MOST_OTHERS;
		}
		this.needingALook++;
		return this.needingALook <= MOST;
	}

	private void text(int place, @Nullable String text, int longest) {
		String value = cut((text != null) ? text : "", longest);
		if (value.equals(this.above[place])) {
			this.json.writeNumber(0);
		}
		else {
			this.json.writeString(value);
			this.above[place] = value;
		}
	}

	private static String cut(String text, int longest) {
		if (text.length() <= longest) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
		return text.substring(0, end) + "…";
	}

}
