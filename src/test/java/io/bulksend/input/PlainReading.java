package io.bulksend.input;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV the slow and obvious way, to compare with: one character after the other, the
 * delimiter a comma.
 */
final class PlainReading {

	private final String text;

	private int at;

	private long line;

	PlainReading(String text, long firstLine) {
		this.text = text;
		this.line = firstLine;
	}

	List<Found> records() {
		List<Found> records = new ArrayList<>();
		while (this.at < this.text.length()) {
			int start = this.at;
			long startLine = this.line;
			List<String> fields = new ArrayList<>();
			do {
				fields.add(field());
			}
			while (took(","));
			boolean blank = fields.size() == 1 && this.text.substring(start, this.at).isBlank();
			if (!blank) {
				records.add(new Found(startLine, fields));
			}
			lineEnd();
		}
		return records;
	}

	private String field() {
		StringBuilder field = new StringBuilder();
		int from = this.at;
		skipBlanks();
		if (!took("\"")) {
			this.at = from;
			return unquoted().replace("\"\"", "\"");
		}
		while (true) {
			if (took("\"\"")) {
				field.append('"');
			}
			else if (took("\"")) {
				skipBlanks();
				return field + unquoted();
			}
			else {
				int next = this.at;
				if (!lineEnd()) {
					this.at++;
				}
				field.append(this.text, next, this.at);
			}
		}
	}

	private void skipBlanks() {
		while (this.at < this.text.length() && " \t\u00A0".indexOf(this.text.charAt(this.at)) >= 0) {
			this.at++;
		}
	}

	private String unquoted() {
		int from = this.at;
		while (this.at < this.text.length() && ",\r\n".indexOf(this.text.charAt(this.at)) < 0) {
			this.at++;
		}
		return this.text.substring(from, this.at);
	}

	private boolean lineEnd() {
		boolean ended = took("\r\n") || took("\r") || took("\n");
		if (ended) {
			this.line++;
		}
		return ended;
	}

	private boolean took(String expected) {
		boolean there = this.text.startsWith(expected, this.at);
		if (there) {
			this.at += expected.length();
		}
		return there;
	}

	record Found(long line, List<String> fields) {
	}

}
