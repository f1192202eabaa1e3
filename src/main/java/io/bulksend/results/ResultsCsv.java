package io.bulksend.results;

import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

import com.opencsv.CSVWriter;
import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;

/**
 * A CSV file as spreadsheets take it best: UTF-8 with a byte order mark, CRLF, quotes
 * where they are needed.
 */
final class ResultsCsv implements Closeable {

	static final String BYTE_ORDER_MARK = "\uFEFF";

	static final char COMMA = ICSVWriter.DEFAULT_SEPARATOR;

	static final String LINE_END = CSVWriter.RFC4180_LINE_END;

	private final WholeFile file;

	private final ICSVWriter csv;

	ResultsCsv(Path target, char delimiter, String[] header) throws IOException {
		this.file = WholeFile.begin(target);
		this.csv = writeHeader(this.file.writer(), delimiter, header);
	}

	/**
	 * Writes how such a file begins.
	 */
	static ICSVWriter writeHeader(Writer out, char delimiter, String[] header) throws IOException {
		out.write(BYTE_ORDER_MARK);
		ICSVWriter csv = writer(out, delimiter);
		csv.writeNext(header, false);
		return csv;
	}

	/**
	 * A line as such a file has it, without its end.
	 */
	static String line(List<String> cells, char delimiter) {
		StringWriter written = new StringWriter();
		writer(written, delimiter).writeNext(cells.toArray(String[]::new), false);
		String line = written.toString();
		return line.substring(0, line.length() - LINE_END.length());
	}

	private static ICSVWriter writer(Writer out, char delimiter) {
		return new CSVWriterBuilder(out).withSeparator(delimiter).withLineEnd(LINE_END).build();
	}

	void write(String[] cells) {
		this.csv.writeNext(cells, false);
	}

	/**
	 * Says whether its place holds the very same already.
	 */
	boolean isInPlace() throws IOException {
		flush();
		return this.file.isInPlace();
	}

	/**
	 * Puts the file into its place.
	 */
	void finish() throws IOException {
		flush();
		this.file.finish();
	}

	private void flush() throws IOException {
		this.csv.flushQuietly();
		if (this.csv.checkError()) {
			throw this.csv.getException();
		}
	}

	@Override
	public void close() throws IOException {
		this.file.close();
	}

}
