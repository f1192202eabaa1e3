package io.bulksend.media;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Counts different files, and those among them that have to be uploaded. A file takes
 * eight bytes, and about as many to spare. Safe for use by many threads.
 */
public final class FileNeeds {

	/** Half of it at the most is in use. */
	private long[] contents = new long[64];

	private long files;

	private long bytes;

	private long uploads;

	private long uploadBytes;

	/** A message carries this content, whether others did or not. */
	synchronized void add(String sha256, long size, Predicate<String> uploaded) {
		// Sixteen of the digits: two of a million files are one in one of ten million
		// cases.
		long content = Long.parseUnsignedLong(sha256, 0, 16, 16);
		if (put(this.contents, (content == 0) ? 1 : content)) {
			this.files++;
			this.bytes += size;
			if (!uploaded.test(sha256)) {
				this.uploads++;
				this.uploadBytes += size;
			}
			if (2 * this.files > this.contents.length) {
				long[] larger = new long[2 * this.contents.length];
				Arrays.stream(this.contents).filter((known) -> known != 0).forEach((known) -> put(larger, known));
				this.contents = larger;
			}
		}
	}

	/**
	 * How many different files there are.
	 * @return the number of contents
	 */
	public synchronized long files() {
		return this.files;
	}

	/**
	 * How large they are together.
	 * @return the size in bytes
	 */
	public synchronized long bytes() {
		return this.bytes;
	}

	/**
	 * How many of them have to be uploaded.
	 * @return the number of contents
	 */
	public synchronized long uploads() {
		return this.uploads;
	}

	/**
	 * How large those are together that have to be uploaded.
	 * @return the size in bytes
	 */
	public synchronized long uploadBytes() {
		return this.uploadBytes;
	}

	private static boolean put(long[] table, long content) {
		int at = (int) content & table.length - 1;
		while (table[at] != 0) {
			if (table[at] == content) {
				return false;
			}
			at = at + 1 & table.length - 1;
		}
		table[at] = content;
		return true;
	}

}
