package io.bulksend.results;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The rows worth correcting and sending again: as in the results, and nothing else. Where
 * there are none there is no file. One that somebody has begun to correct is not
 * overwritten: it is kept under the time when it was changed.
 */
final class RetryFile implements Closeable {

	/** Some file systems know the time by two seconds. */
	private static final Duration COARSE = Duration.ofSeconds(2);

	private static final DateTimeFormatter CHANGED = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
		.withZone(ZoneId.systemDefault());

	private final Path target;

	private final Path results;

	private final String[] header;

	private @Nullable ResultsCsv csv;

	private long rows;

	private boolean stale;

	/**
	 * A file without rows.
	 * @param target its place
	 * @param results the results beside it
	 * @param header the names of the columns
	 */
	RetryFile(Path target, Path results, String[] header) {
		this.target = target;
		this.results = results;
		this.header = header;
	}

	void write(String[] cells) throws IOException {
		if (this.csv == null) {
			this.csv = new ResultsCsv(this.target, this.header);
		}
		this.csv.write(cells);
		this.rows++;
	}

	long rows() {
		return this.rows;
	}

	/**
	 * Makes sure that nobody's work is overwritten. To be called before the new results
	 * are put into place.
	 */
	void makeRoom() throws IOException {
		boolean there = Files.isRegularFile(this.target);
		this.stale = there && isOurs() && !isChanged();
		if (there && !this.stale && this.csv != null) {
			keep();
		}
	}

	/**
	 * Puts the file into its place, after the results; without rows, takes away the one
	 * that is there if it is of our making.
	 */
	void finish() throws IOException {
		if (this.csv != null) {
			this.csv.finish();
			// From then on it can be told whether somebody changed it.
			Files.setLastModifiedTime(this.target, Files.getLastModifiedTime(this.results));
		}
		else {
			WholeFile.clearRemains(this.target);
			if (this.stale) {
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

	private boolean isOurs() throws IOException {
		StringWriter text = new StringWriter();
		ResultsCsv.writeHeader(text, this.header);
		byte[] expected = text.toString().getBytes(StandardCharsets.UTF_8);
		try (InputStream in = Files.newInputStream(this.target)) {
			return Arrays.equals(in.readNBytes(expected.length), expected);
		}
	}

	/** It has the results' time, unless somebody has written it since. */
	private boolean isChanged() throws IOException {
		if (!Files.exists(this.results)) {
			return true;
		}
		Instant written = Files.getLastModifiedTime(this.results).toInstant();
		return Files.getLastModifiedTime(this.target).toInstant().isAfter(written.plus(COARSE));
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
