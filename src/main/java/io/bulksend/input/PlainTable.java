package io.bulksend.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One pass over a CSV of which certain columns matter and nothing else: it needs no
 * recipients, and what separates its fields, and its encoding, may be whatever a
 * spreadsheet made of them: what matters is in ASCII, and a byte that is not text in
 * UTF-8 reads as a replacement character. Memory stays flat. Not thread-safe.
 */
public final class PlainTable implements Closeable {

	private final RecordScanner scanner;

	private final FieldSplitter splitter;

	private final List<String> names;

	private PlainTable(Path file, char delimiter) throws IOException {
		this.splitter = new FieldSplitter(delimiter);
		this.scanner = scanner(file, delimiter);
		try {
			RawRecord header = this.scanner.next();
			this.names = (header != null) ? names(header.text(), this.splitter) : List.of();
		}
		catch (IOException | RuntimeException ex) {
			this.scanner.close();
			throw ex;
		}
	}

	/**
	 * Opens a file, and reads its header line.
	 * @param file the file
	 * @param names the columns that matter: the delimiter that makes most of them is
	 * taken
	 * @return the table, at its first row
	 * @throws InputException if it holds no text
	 * @throws IOException if it cannot be read
	 */
	public static PlainTable open(Path file, String... names) throws IOException {
		String header;
		try (RecordScanner scanner = scanner(file, DelimiterFinder.CANDIDATES)) {
			RawRecord first = scanner.next();
			header = (first != null) ? first.text() : "";
		}
		char best = DelimiterFinder.CANDIDATES[0];
		long most = 0;
		for (char candidate : DelimiterFinder.CANDIDATES) {
			List<String> found = names(header, new FieldSplitter(candidate));
			long known = Arrays.stream(names).map(ColumnName::plain).filter(found::contains).count();
			if (known > most) {
				best = candidate;
				most = known;
			}
		}
		return new PlainTable(file, best);
	}

	/**
	 * Where a column is.
	 * @param name its name, in any case; spaces, dashes and underscores do not matter
	 * @return its index from 0, the last of several, or -1
	 */
	public int lastIndexOf(String name) {
		return this.names.lastIndexOf(ColumnName.plain(name));
	}

	/**
	 * Reads the next row.
	 * @return its fields, as they stand in the file; {@code null} at the end
	 * @throws InputException if the rest of the file makes no sense
	 * @throws IOException if reading fails
	 */
	public @Nullable List<String> next() throws IOException {
		RawRecord record = this.scanner.next();
		return (record != null) ? List.of(this.splitter.split(record.text())) : null;
	}

	@Override
	public void close() throws IOException {
		this.scanner.close();
	}

	private static List<String> names(String header, FieldSplitter splitter) {
		return Arrays.stream(splitter.split(header)).map(ColumnName::plain).toList();
	}

	private static RecordScanner scanner(Path file, char... delimiters) throws IOException {
		Encoding encoding;
		try (InputStream head = Files.newInputStream(file)) {
			encoding = Encoding.of(file, head.readNBytes(Encoding.HEAD));
		}
		InputStream in = Files.newInputStream(file);
		try {
			return new RecordScanner(file, new TextInput(in, encoding, CodingErrorAction.REPLACE), Dialect.FIRST,
					delimiters);
		}
		catch (IOException | RuntimeException ex) {
			in.close();
			throw ex;
		}
	}

}
