package io.bulksend.results;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/**
 * The rows worth correcting and sending again: as in the results, and nothing else. Where
 * there are none there is no file. One that somebody has begun to correct is not
 * overwritten: it is kept under the time when it was changed.
 */
final class RetryFile implements Closeable {

	private static final DateTimeFormatter CHANGED = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
		.withZone(ZoneId.systemDefault());

	private final Path target;

	private final EarlierResults earlier;

	private final char delimiter;

	private final String[] header;

	private @Nullable ResultsCsv csv;

	private long rows;

	/**
	 * A file without rows.
	 * @param target its place
	 * @param results the results along with it, which are not yet in place
	 * @param delimiter the input's: whoever corrects it opens it as they opened that
	 * @param header the names of the columns
	 */
	RetryFile(Path target, Path results, char delimiter, String[] header) {
		this.target = target;
		this.earlier = new EarlierResults(results, delimiter);
		this.delimiter = delimiter;
		this.header = header;
	}

	void write(String[] cells) throws IOException {
		if (this.csv == null) {
			this.csv = new ResultsCsv(this.target, this.delimiter, this.header);
		}
		this.csv.write(cells);
		this.rows++;
	}

	long rows() {
		return this.rows;
	}

	/**
	 * Puts the file into its place; without rows, takes away the one that is there.
	 * Either leaves alone what somebody has changed. To be called while the earlier
	 * results are still in place.
	 */
	void finish() throws IOException {
		boolean there = Files.isRegularFile(this.target);
		if (this.csv != null) {
			if (there && !this.csv.isInPlace() && !isAsWritten()) {
				keep();
			}
			this.csv.finish();
		}
		else {
			WholeFile.clearRemains(this.target);
			if (there && isAsWritten()) {
				Files.delete(this.target);
			}
		}
	}

	@Override
	public void close() throws IOException {
		if (this.csv != null) {
			this.csv.close();
		}
	}

	// Times would not tell: they change without a change, and stay in spite of one.
	private boolean isAsWritten() throws IOException {
		return this.earlier.wrote(this.target);
	}

	private void keep() throws IOException {
		String name = this.target.getFileName().toString();
		String stem = name.substring(0, name.length() - ".csv".length()) + "-"
				+ CHANGED.format(Files.getLastModifiedTime(this.target).toInstant());
		Path kept = this.target.resolveSibling(stem + ".csv");
		for (int number = 2; Files.exists(kept); number++) {
			kept = this.target.resolveSibling(stem + "-" + number + ".csv");
		}
		Files.move(this.target, kept);
	}

}
