package io.bulksend.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A campaign's CSV file, as its first lines explain it. Thread-safe; opening the same
 * file twice gives the same.
 */
public final class CampaignFile {

	private final Path path;

	private volatile FileState state;

	private volatile @Nullable String fingerprint;

	private final Encoding encoding;

	private final char delimiter;

	private final Header header;

	private final long headerLine;

	/** The header as it stands in the file. */
	private final Header own;

	private final @Nullable CorrectedCells corrected;

	private CampaignFile(Path path, @Nullable Character delimiter, HeaderMaker headers) throws IOException {
		this.path = path;
		this.state = FileState.of(path);
		this.encoding = encoding(path);
		Character forced = delimiter;
		RawRecord first;
		try (RecordScanner scanner = (forced != null) ? scanner(forced) : scanner(DelimiterFinder.CANDIDATES)) {
			first = required(scanner.next());
			Character named = DelimiterFinder.namedBy(first.text());
			if (named != null) {
				first = required(scanner.next());
				forced = (forced != null) ? forced : named;
			}
		}
		this.delimiter = (forced != null) ? forced : new DelimiterFinder(headers).find(first.text());
		this.headerLine = first.line();
		try (RecordScanner scanner = scanner(this.delimiter)) {
			RawRecord raw = skipToHeader(scanner);
			if (raw.flaw() != null) {
				throw new InputException(path, raw.line(),
						"the header line cannot be understood: it is too long, or holds invisible characters or "
								+ "text after a closing quote; type the names of the columns anew");
			}
			List<String> names = List.of(new FieldSplitter(this.delimiter).split(raw.text()));
			this.header = headers.make(path, raw.line(), names);
		}
		this.own = this.header;
		this.corrected = null;
	}

	private CampaignFile(CampaignFile file, Header header, CorrectedCells corrected) {
		this.path = file.path;
		this.state = file.state;
		this.fingerprint = file.fingerprint;
		this.encoding = file.encoding;
		this.delimiter = file.delimiter;
		this.headerLine = file.headerLine;
		this.own = file.own;
		this.header = header;
		this.corrected = corrected;
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
		return open(file, settings.delimiter(), HeaderMaker.whole(settings));
	}

	/**
	 * Reads the beginning of a file of corrections, which may lack columns of the
	 * campaign's, and has a delimiter of its own.
	 */
	static CampaignFile openPart(Path file, InputSettings settings) {
		return open(file, null, HeaderMaker.part(settings));
	}

	private static CampaignFile open(Path file, @Nullable Character delimiter, HeaderMaker headers) {
		CampaignFile opened;
		try {
			opened = new CampaignFile(file, delimiter, headers);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(file + ": reading failed", ex);
		}
		try (Rows rows = opened.rows()) {
			if (rows.next() == null) {
				throw new InputException(file, opened.headerLine,
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
		return new CampaignFile(this, this.own.with(added), cells);
	}

	/**
	 * The SHA-256 of a file's bytes, as they are.
	 * @param file the file
	 * @return 64 hexadecimal digits, in lower case
	 * @throws InputException if the file cannot be opened
	 * @throws UncheckedIOException if reading fails
	 */
	public static String sha256(Path file) {
		FileState.of(file);
		try (InputStream in = newInputStream(file)) {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			byte[] buffer = new byte[1 << 18];
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				digest.update(buffer, 0, count);
			}
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(file + ": reading failed", ex);
		}
	}

	/**
	 * Where the file is.
	 * @return the path, as it was given
	 */
	public Path path() {
		return this.path;
	}

	/**
	 * The file's encoding.
	 * @return UTF-8, UTF-16LE or UTF-16BE
	 */
	public Charset charset() {
		return this.encoding.charset();
	}

	/**
	 * What separates the fields.
	 * @return the delimiter
	 */
	public char delimiter() {
		return this.delimiter;
	}

	/**
	 * What the columns are, those that corrections added included.
	 * @return the header
	 */
	public Header header() {
		return this.header;
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
			RecordScanner scanner = scanner(this.delimiter);
			try {
				skipToHeader(scanner);
				CorrectedCells cells = this.corrected;
				return new Rows(this, this.own, scanner, (cells != null) ? new Overlay(this.header, cells) : null);
			}
			catch (IOException | RuntimeException ex) {
				scanner.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this.path + ": reading failed", ex);
		}
	}

	/**
	 * The SHA-256 of the file that was opened.
	 * @return 64 hexadecimal digits, in lower case; always the same
	 * @throws InputException if the file is not the one that was opened
	 */
	public String fingerprint() {
		String known = this.fingerprint;
		if (known == null) {
			known = sha256(this.path);
			requireUnchanged();
			this.fingerprint = known;
		}
		return known;
	}

	/**
	 * Makes sure that nobody has written to the file, or replaced it, since it was
	 * opened. Looks at its size, time and identity; where these differ its bytes decide,
	 * if its fingerprint was taken.
	 * @throws InputException if somebody has
	 */
	public void requireUnchanged() {
		FileState now = FileState.of(this.path);
		if (now.equals(this.state)) {
			return;
		}
		if (this.fingerprint == null || !sha256(this.path).equals(this.fingerprint)) {
			throw new InputException(this.path,
					"the file was changed while it was being read; start again once nobody writes to it");
		}
		this.state = now;
	}

	private RawRecord skipToHeader(RecordScanner scanner) throws IOException {
		RawRecord raw;
		do {
			raw = required(scanner.next());
		}
		while (raw.line() < this.headerLine);
		return raw;
	}

	private RawRecord required(@Nullable RawRecord raw) {
		if (raw == null) {
			throw new InputException(this.path,
					"the file is empty; it needs a header line and a row for each recipient");
		}
		return raw;
	}

	private RecordScanner scanner(char... delimiters) throws IOException {
		InputStream in = newInputStream(this.path);
		try {
			return new RecordScanner(this.path, new TextInput(in, this.encoding), delimiters);
		}
		catch (IOException | RuntimeException ex) {
			in.close();
			throw ex;
		}
	}

	private static Encoding encoding(Path file) throws IOException {
		try (InputStream in = newInputStream(file)) {
			return Encoding.of(file, in.readNBytes(Encoding.HEAD));
		}
	}

	private static InputStream newInputStream(Path file) {
		try {
			return Files.newInputStream(file);
		}
		catch (IOException ex) {
			throw FileState.refusal(file, ex);
		}
	}

}
