package io.bulksend.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What tells results that nobody has touched since they were written, without reading
 * them.
 *
 * @param size in bytes
 * @param modified when they were written, in nanoseconds since 1970
 */
public record WrittenResults(long size, long modified) {

	/**
	 * Looks at a file.
	 * @param file the file
	 * @return how it lies on the disk
	 * @throws IOException if it cannot be looked at
	 */
	public static WrittenResults of(Path file) throws IOException {
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
		return new WrittenResults(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
	}

}
