package io.bulksend.input;

import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * One pass over corrections in ascending order of the lines that they name, whatever the
 * order of their file. Memory stays flat: a file in another order, as a spreadsheet sorts
 * it, is read once more for every {@link #WINDOW} rows. Not thread-safe.
 */
public final class CorrectionsPass implements Closeable {

	static final int WINDOW = 20_000;

	private final CorrectionsFile file;

	private final long[] lines;

	private final boolean ascending;

	private final int window;

	private Iterator<Correction> corrections = List.<Correction>of().iterator();

	private int taken;

	private @Nullable Rows rows;

	/**
	 * A pass.
	 * @param file the corrections
	 * @param lines all lines that they name, ascending
	 * @param ascending whether they come in that order
	 */
	CorrectionsPass(CorrectionsFile file, long[] lines, boolean ascending) {
		this(file, lines, ascending, WINDOW);
	}

	CorrectionsPass(CorrectionsFile file, long[] lines, boolean ascending, int window) {
		this.file = file;
		this.lines = lines;
		this.ascending = ascending;
		this.window = window;
	}

	/**
	 * How many corrections there are.
	 * @return the number of rows
	 */
	public long count() {
		return this.lines.length;
	}

	/**
	 * Goes on to the next correction.
	 * @return the correction, or {@code null} after the last one
	 */
	public @Nullable Correction next() {
		if (!this.corrections.hasNext() && this.taken < this.lines.length) {
			this.corrections = nextWindow().values().iterator();
		}
		return this.corrections.hasNext() ? this.corrections.next() : null;
	}

	private SortedMap<Long, Correction> nextWindow() {
		int end = Math.min(this.taken + this.window, this.lines.length);
		SortedMap<Long, Correction> found = new TreeMap<>();
		Rows source = source();
		while (found.size() < end - this.taken) {
			Row row = source.next();
			if (row == null) {
				throw new IllegalStateException("The corrections were read once, and hold less now");
			}
			Correction correction = this.file.correction(row);
			if (correction != null && correction.line() >= this.lines[this.taken]
					&& correction.line() <= this.lines[end - 1]) {
				found.put(correction.line(), correction);
			}
		}
		this.taken = end;
		return found;
	}

	private Rows source() {
		Rows open = this.rows;
		if (open == null || !this.ascending) {
			close();
			open = this.file.rows();
			this.rows = open;
		}
		return open;
	}

	@Override
	public void close() {
		if (this.rows != null) {
			this.rows.close();
			this.rows = null;
		}
	}

}
