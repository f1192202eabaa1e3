package io.bulksend.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;

/**
 * One pass over the rows of a campaign's file, from the first. Memory stays flat, however
 * large the file or one of its rows. Not thread-safe.
 * <p>
 * {@link Row#line()} is the line where a row starts; LF, CR and CRLF each end a line,
 * also within quotes, where they stay part of the field as they are.
 */
public final class Rows implements Closeable {

	private final CampaignFile file;

	private final RecordScanner scanner;

	private final RowMaker maker;

	private final @Nullable Overlay overlay;

	private long number;

	private long line;

	private boolean ended;

	/**
	 * Takes over a scanner that has read the header.
	 * @param maker makes rows of records
	 * @param overlay corrections of the rows, or {@code null} for none
	 */
	Rows(CampaignFile file, RecordScanner scanner, RowMaker maker, @Nullable Overlay overlay) {
		this.file = file;
		this.scanner = scanner;
		this.line = scanner.line();
		this.maker = maker;
		this.overlay = overlay;
	}

	/**
	 * Reads the next row.
	 * @return the row, sound or with a defect, or {@code null} at the end
	 * @throws InputException if the file cannot be used from here on: a quote is never
	 * closed, bytes are not text, or the file is not the one it was
	 * @throws UncheckedIOException if reading fails; never taken for the end
	 */
	public @Nullable Row next() {
		RawRecord raw = advance();
		if (raw == null) {
			return null;
		}
		Row row = this.maker.make(raw, this.number);
		return (this.overlay != null) ? this.overlay.lay(row) : row;
	}

	/**
	 * Passes over rows, faster than reading them.
	 * @param rows how many, 0 or more; where there are fewer, all of them
	 * @throws InputException as {@link #next()} does
	 * @throws UncheckedIOException if reading fails
	 */
	void skip(long rows) {
		long left = rows;
		while (left > 0 && advance() != null) {
			left--;
		}
	}

	/**
	 * How many cells had a spreadsheet's apostrophe taken off, in the rows that were
	 * read.
	 * @return the number of cells
	 */
	public long guardsTakenOff() {
		return this.maker.guardsTakenOff();
	}

	private @Nullable RawRecord advance() {
		if (this.ended) {
			return null;
		}
		try {
			RawRecord raw = this.scanner.next();
			if (raw == null) {
				this.ended = true;
				this.file.requireUnchanged();
				return null;
			}
			this.number++;
			this.line = raw.lastLine();
			return raw;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("%s: reading failed after line %d".formatted(this.file.path(), this.line),
					ex);
		}
	}

	@Override
	public void close() {
		try {
			this.scanner.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this.file.path() + ": closing failed", ex);
		}
	}

}
