package io.bulksend.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One pass over a list of recipients: one a line, or a CSV whose header names
 * recipient_whatsapp; lines that are blank or begin with # are passed over. Encoding,
 * delimiter and records are found and read as those of a campaign's file. It is opened
 * once and read once from its begin to its end, so that it may be a pipe. Not
 * thread-safe.
 */
public final class RecipientList implements Closeable {

	/** Separates nothing, for no sound text holds it. */
	private static final char NO_DELIMITER = '\u001F';

	private static final String COMMENT = "#";

	private final Path file;

	private final RecordScanner scanner;

	private FieldSplitter splitter = new FieldSplitter(NO_DELIMITER);

	private @Nullable Header header;

	private @Nullable RawRecord first;

	private RecipientList(Path file) throws IOException {
		this.file = file;
		if (Files.isDirectory(file)) {
			throw new InputException(file, "this is a folder; name the list in it");
		}
		PushbackInputStream in = new PushbackInputStream(FileBytes.open(file), Encoding.HEAD);
		try {
			byte[] head = in.readNBytes(Encoding.HEAD);
			in.unread(head);
			this.scanner = new RecordScanner(file, new TextInput(in, Encoding.of(file, head)), Dialect.PRESENT,
					DelimiterFinder.CANDIDATES);
			begin();
		}
		catch (IOException | RuntimeException ex) {
			in.close();
			throw ex;
		}
	}

	/**
	 * Opens a list and reads its first line.
	 * @param file the file, or a pipe
	 * @return the list, to be closed by the caller
	 * @throws InputException if it cannot be used; its message says why, and where
	 */
	public static RecipientList open(Path file) {
		try {
			return new RecipientList(file);
		}
		catch (IOException ex) {
			throw FileState.refusal(file, ex);
		}
	}

	/**
	 * Reads the next recipient.
	 * @return who it is, or {@code null} at the end
	 * @throws InputException if the line is not understood: a list that is not understood
	 * as a whole leaves somebody out
	 */
	public @Nullable Named next() {
		try {
			for (RawRecord raw = nextRecord(); raw != null; raw = nextRecord()) {
				String[] fields = this.splitter.split(raw.text());
				if (isComment(raw) && fields.length != width()) {
					requireOneLine(raw);
				}
				else {
					return entry(raw, fields);
				}
			}
			return null;
		}
		catch (IOException ex) {
			throw new InputException(this.file, this.scanner.line(),
					"reading failed (" + ex.getMessage() + "); copy the list and try the copy");
		}
	}

	private void begin() throws IOException {
		RawRecord raw = this.scanner.next();
		while (raw != null && isComment(raw)) {
			requireOneLine(raw);
			raw = this.scanner.next();
		}
		Character named = (raw != null) ? DelimiterFinder.namedBy(raw.text()) : null;
		if (named != null) {
			raw = this.scanner.next();
		}
		if (raw == null) {
			return;
		}
		HeaderMaker headers = new HeaderMaker(InputSettings.defaults());
		char delimiter = (named != null) ? named : new DelimiterFinder(headers, Dialect.PRESENT).find(raw.text());
		List<String> names = List.of(new FieldSplitter(delimiter).split(raw.text()));
		if (names.stream().anyMatch((name) -> Column.named(name) == Column.RECIPIENT_WHATSAPP)) {
			this.header = headers.make(this.file, raw.line(), names);
			this.splitter = new FieldSplitter(delimiter);
			this.scanner.delimitBy(delimiter);
		}
		else if (raw.text().chars().noneMatch(Character::isDigit)) {
			throw new InputException(this.file, raw.line(),
					"this is neither a number nor a header that names the column"
							+ " recipient_whatsapp; remove the line, or name the numbers' column so");
		}
		else {
			this.first = raw;
			this.scanner.delimitBy();
		}
	}

	private @Nullable RawRecord nextRecord() throws IOException {
		RawRecord raw = this.first;
		this.first = null;
		return (raw != null) ? raw : this.scanner.next();
	}

	private Named entry(RawRecord raw, String[] found) {
		if (raw.flaw() != null) {
			throw new InputException(this.file, raw.line(), "the line cannot be understood: it is too long, or holds"
					+ " invisible characters or text after a closing quote; correct or remove it");
		}
		if (this.header == null) {
			return new Named(raw.line(), "", FormulaGuard.takenOff(found[0]));
		}
		String[] fields = withoutSurplus(found);
		if (fields.length != width()) {
			throw new InputException(this.file, raw.line(),
					"the line has %d fields where the header has %d; correct or remove it".formatted(fields.length,
							width()));
		}
		return new Named(raw.line(), cell(fields, Column.RECIPIENT_TYPE), cell(fields, Column.RECIPIENT_WHATSAPP));
	}

	// Spreadsheets fill up their rows to the widest.
	private String[] withoutSurplus(String[] fields) {
		boolean surplus = fields.length > width()
				&& Arrays.stream(fields, width(), fields.length).allMatch(String::isEmpty);
		return surplus ? Arrays.copyOf(fields, width()) : fields;
	}

	private String cell(String[] fields, Column column) {
		int index = Objects.requireNonNull(this.header).indexOf(column);
		return (index < 0) ? "" : FormulaGuard.takenOff(fields[index]);
	}

	private int width() {
		return (this.header != null) ? this.header.names().size() : 0;
	}

	private static boolean isComment(RawRecord raw) {
		return raw.text().stripLeading().startsWith(COMMENT);
	}

	// What it has swallowed may be recipients.
	private void requireOneLine(RawRecord raw) {
		if (raw.lastLine() > raw.line()) {
			throw new InputException(this.file, raw.line(),
					"a quote opens in this comment and is closed on line " + raw.lastLine() + "; remove the quote");
		}
	}

	@Override
	public void close() {
		try {
			this.scanner.close();
		}
		catch (IOException ex) {
			throw new InputException(this.file, "closing failed (" + ex.getMessage() + ")");
		}
	}

	/**
	 * One recipient, as the list names it.
	 *
	 * @param line the line where it stands, counted from 1
	 * @param recipientType what the list says of its type; may be empty
	 * @param recipient a number or a group's name; may be empty
	 */
	public record Named(long line, String recipientType, String recipient) {
	}

}
