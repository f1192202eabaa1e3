package io.bulksend.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A campaign's CSV file, as its first lines explain it. Thread-safe; opening the same
 * file twice gives the same.
 */
public final class CampaignFile {

	private final FileBytes bytes;

	private final Encoding encoding;

	private final InputSettings settings;

	/** Whether the file may lack columns, as corrections do. */
	private final boolean part;

	private final @Nullable Corrected corrected;

	private volatile Reading reading;

	private CampaignFile(Path path, InputSettings settings, boolean part) throws IOException {
		this.bytes = new FileBytes(path);
		this.settings = settings;
		this.part = part;
		this.corrected = null;
		this.encoding = encoding(path);
		this.reading = reading(Dialect.PRESENT);
	}

	private CampaignFile(CampaignFile file, Corrected corrected) {
		this.bytes = file.bytes;
		this.settings = file.settings;
		this.part = file.part;
		this.encoding = file.encoding;
		this.reading = file.reading;
		this.corrected = corrected;
	}

	private Reading reading(Dialect dialect) throws IOException {
		HeaderMaker headers = new HeaderMaker(this.settings, this.part);
		Character forced = this.part ? null : this.settings.delimiter();
		RawRecord first;
		try (RecordScanner scanner = (forced != null) ? scanner(dialect, forced)
				: scanner(dialect, DelimiterFinder.CANDIDATES)) {
			first = required(scanner.next());
			Character named = DelimiterFinder.namedBy(first.text());
			if (named != null) {
				first = required(scanner.next());
				forced = (forced != null) ? forced : named;
			}
		}
		char delimiter = (forced != null) ? forced : new DelimiterFinder(headers, dialect).find(first.text());
		try (RecordScanner scanner = scanner(dialect, delimiter)) {
			RawRecord raw = skipTo(first.line(), scanner);
			if (raw.flaw() != null) {
				throw new InputException(path(), raw.line(),
						"the header line cannot be understood: it is too long, or holds invisible characters or "
								+ "text after a closing quote; type the names of the columns anew");
			}
			List<String> names = List.of(new FieldSplitter(delimiter).split(raw.text()));
			return new Reading(dialect, delimiter, headers.make(path(), raw.line(), names), first.line());
		}
	}

	/**
	 * Reads the file as a campaign that was begun so has to have it read, from now on.
	 * Nothing of it may have been used before.
	 * @param dialect how its text is understood; {@link Dialect#PRESENT} unless this is
	 * called
	 * @throws InputException if the file cannot be used so
	 * @throws UncheckedIOException if reading fails
	 */
	public void readAs(Dialect dialect) {
		try {
			if (dialect != this.reading.dialect()) {
				this.reading = reading(dialect);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(path() + ": reading failed", ex);
		}
	}

	/**
	 * Gives what the file lacks or leaves empty other values, from now on.
	 * @param usual the values
	 */
	public void fillWith(Map<Column, String> usual) {
		Reading now = this.reading;
		this.reading = new Reading(now.dialect(), now.delimiter(), now.header().filledWith(usual), now.headerLine());
	}

	/**
	 * Reads the beginning of a file: its encoding, delimiter, header and first row.
	 * @param file the file
	 * @param settings what cannot be found out from the file
	 * @return the file, ready to be read
	 * @throws InputException if the file cannot be used; its message says why, and where
	 * @throws UncheckedIOException if reading fails
	 */
	public static CampaignFile open(Path file, InputSettings settings) {
		return open(file, settings, false);
	}

	/**
	 * Reads the beginning of a file of corrections, which may lack columns of the
	 * campaign's, and has a delimiter of its own.
	 */
	static CampaignFile openPart(Path file, InputSettings settings) {
		return open(file, settings, true);
	}

	private static CampaignFile open(Path file, InputSettings settings, boolean part) {
		CampaignFile opened;
		try {
			opened = new CampaignFile(file, settings, part);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(file + ": reading failed", ex);
		}
		try (Rows rows = opened.rows()) {
			if (rows.next() == null) {
				throw new InputException(file, opened.reading.headerLine(),
						"there are no rows below the header; add one for each recipient");
			}
		}
		return opened;
	}

	/**
	 * The same file with corrections laid over its rows.
	 * @param added names of columns that stand after the file's own
	 * @param cells what takes the place of the file's own cells
	 * @return the file, read alike but for these
	 */
	public CampaignFile corrected(List<String> added, CorrectedCells cells) {
		return new CampaignFile(this, new Corrected(this.reading.header().with(added), cells));
	}

	/**
	 * Where the file is.
	 * @return the path, as it was given
	 */
	public Path path() {
		return this.bytes.path();
	}

	/**
	 * What separates the fields.
	 * @return the delimiter
	 */
	public char delimiter() {
		return this.reading.delimiter();
	}

	/**
	 * What the columns are, those that corrections added included.
	 * @return the header
	 */
	public Header header() {
		Corrected laid = this.corrected;
		return (laid != null) ? laid.header() : this.reading.header();
	}

	/**
	 * Starts a pass over the rows; each pass is independent of all others.
	 * @return the rows from the first, to be closed by the caller
	 * @throws InputException if the file is not the one that was opened
	 * @throws UncheckedIOException if reading fails
	 */
	public Rows rows() {
		requireUnchanged();
		try {
			Reading now = this.reading;
			RecordScanner scanner = scanner(now.dialect(), now.delimiter());
			try {
				skipTo(now.headerLine(), scanner);
				RowMaker maker = new RowMaker(now.header(), new FieldSplitter(now.delimiter()), now.dialect());
				Corrected laid = this.corrected;
				return new Rows(this, scanner, maker, (laid != null) ? new Overlay(laid.header(), laid.cells()) : null);
			}
			catch (IOException | RuntimeException ex) {
				scanner.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(path() + ": reading failed", ex);
		}
	}

	/**
	 * The SHA-256 of the file that was opened.
	 * @return 64 hexadecimal digits, in lower case; always the same
	 * @throws InputException if the file is not the one that was opened
	 */
	public String fingerprint() {
		return this.bytes.fingerprint();
	}

	/**
	 * Reads the file's bytes anew, whatever is known of them.
	 * @param sha256 what their SHA-256 was
	 * @return whether it still is
	 * @throws InputException if the file cannot be opened
	 * @throws UncheckedIOException if reading fails
	 */
	public boolean isStill(String sha256) {
		return FileBytes.sha256(path()).equals(sha256);
	}

	/**
	 * Makes sure that nobody has written to the file, or replaced it, since it was
	 * opened. Looks at its size, time and identity; where these differ its bytes decide,
	 * if its fingerprint was taken.
	 * @throws InputException if somebody has
	 */
	public void requireUnchanged() {
		this.bytes.requireUnchanged();
	}

	private RawRecord skipTo(long headerLine, RecordScanner scanner) throws IOException {
		RawRecord raw;
		do {
			raw = required(scanner.next());
		}
		while (raw.line() < headerLine);
		return raw;
	}

	private RawRecord required(@Nullable RawRecord raw) {
		if (raw == null) {
			throw new InputException(path(), "the file is empty; it needs a header line and a row for each recipient");
		}
		return raw;
	}

	private RecordScanner scanner(Dialect dialect, char... delimiters) throws IOException {
		InputStream in = FileBytes.open(path());
		try {
			return new RecordScanner(path(), new TextInput(in, this.encoding), dialect, delimiters);
		}
		catch (IOException | RuntimeException ex) {
			in.close();
			throw ex;
		}
	}

	private static Encoding encoding(Path file) throws IOException {
		try (InputStream in = FileBytes.open(file)) {
			return Encoding.of(file, in.readNBytes(Encoding.HEAD));
		}
	}

	/** What is laid over the file, and the columns that it then has. */
	private record Corrected(Header header, CorrectedCells cells) {
	}

	/** What the first lines say, understood in one dialect. */
	private record Reading(Dialect dialect, char delimiter, Header header, long headerLine) {
	}

}
