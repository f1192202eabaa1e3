package io.bulksend.results;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * The file of the page for people. Where it cannot be written the results are written all
 * the same: others than the page's readers wait for them.
 */
final class ReportFile implements Closeable {

	private final Path place;

	private final Forgiving writer = new Forgiving();

	ReportFile(Path place) {
		this.place = place;
		try {
			this.writer.file = WholeFile.begin(place);
		}
		catch (IOException ex) {
			this.writer.failure = ex;
		}
	}

	/**
	 * Where to write the page; never fails.
	 */
	Writer writer() {
		return this.writer;
	}

	/**
	 * Puts the page into its place, after the results.
	 * @param results where these are
	 * @throws ResultsNotWrittenException if the page, or any of it, could not be written
	 */
	void finish(Path results) {
		WholeFile file = this.writer.file;
		if (file != null && this.writer.failure == null) {
			try {
				file.finish();
			}
			catch (IOException ex) {
				this.writer.failure = ex;
			}
		}
		if (this.writer.failure != null) {
			throw ResultsNotWrittenException.report(this.place, results, this.writer.failure);
		}
	}

	@Override
	public void close() {
		if (this.writer.file != null) {
			try {
				this.writer.file.close();
			}
			catch (IOException ex) {
				// What is left of it is cleared away by the next run.
				return;
			}
		}
	}

	/** Keeps the first failure to itself, and writes nothing after it. */
	private static final class Forgiving extends Writer {

		private @Nullable WholeFile file;

		private @Nullable IOException failure;

		@Override
		public void write(char[] text, int offset, int length) {
			WholeFile into = this.file;
			if (into != null && this.failure == null) {
				try {
					into.writer().write(text, offset, length);
				}
				catch (IOException ex) {
					this.failure = ex;
				}
			}
		}

		@Override
		public void flush() {
			// It is flushed when it is finished.
		}

		@Override
		public void close() {
			// Whoever owns the file closes it.
		}

	}

}
