package io.bulksend.results;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

import com.opencsv.CSVWriter;
import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;

/**
 * A CSV file as spreadsheets take it best: UTF-8 with a byte order mark, CRLF, quotes
 * where they are needed.
 */
final class ResultsCsv implements Closeable {

	static final String BYTE_ORDER_MARK = "\uFEFF";

	static final String LINE_END = CSVWriter.RFC4180_LINE_END;

	private final WholeFile file;

	private final ICSVWriter csv;

	ResultsCsv(Path target, String[] header) throws IOException {
		this.file = WholeFile.begin(target);
		this.csv = writeHeader(this.file.writer(), header);
	}

	/**
	 * Writes how such a file begins.
	 */
	static ICSVWriter writeHeader(Writer out, String[] header) throws IOException {
		out.write(BYTE_ORDER_MARK);
		ICSVWriter csv = new CSVWriterBuilder(out).withLineEnd(LINE_END).build();
		csv.writeNext(header, false);
		return csv;
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
