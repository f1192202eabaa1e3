package io.bulksend.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One pass over the records of a CSV that this program wrote, UTF-8 with a byte order
 * mark and commas, from the header line. Nothing is made of them: they come as they stand
 * in the file. Memory stays flat, whatever became of the file. Not thread-safe.
 */
public final class WrittenRecords implements Closeable {

	private static final char DELIMITER = ',';

	private static final int MARK_LENGTH = 3;

	private final RecordScanner scanner;

	private final FieldSplitter splitter = new FieldSplitter(DELIMITER);

	/**
	 * Opens a file.
	 * @param file the file
	 * @throws IOException if it cannot be opened
	 */
	public WrittenRecords(Path file) throws IOException {
		Encoding encoding = new Encoding(StandardCharsets.UTF_8, MARK_LENGTH);
		InputStream in = Files.newInputStream(file);
		try {
			this.scanner = new RecordScanner(file, new TextInput(in, encoding), Dialect.FIRST, DELIMITER);
		}
		catch (IOException | RuntimeException ex) {
			in.close();
			throw ex;
		}
	}

	/**
	 * Reads the next record.
	 * @return its text with all quotes, but without its line end; cut where it is longer
	 * than a record may be; {@code null} at the end
	 * @throws InputException if the file was damaged: a quote is never closed, or bytes
	 * are not text
	 * @throws IOException if reading fails
	 */
	public @Nullable String next() throws IOException {
		RawRecord record = this.scanner.next();
		return (record != null) ? record.text() : null;
	}

	/**
	 * Splits a record.
	 * @param record its text
	 * @return its fields, without the quotes around them
	 */
	public List<String> fields(String record) {
		return List.of(this.splitter.split(record));
	}

	@Override
	public void close() throws IOException {
		this.scanner.close();
	}

}
