package io.bulksend.input;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

import org.jspecify.annotations.Nullable;

/**
 * What tells that a file is still the one that was opened, without reading it.
 *
 * @param size in bytes
 * @param modified when it was last written
 * @param key the file system's own mark of the file, or {@code null} where there is none
 */
record FileState(long size, FileTime modified, @Nullable Object key) {

	/**
	 * Looks at the file.
	 * @throws InputException if there is no file that can be read more than once
	 */
	static FileState of(Path file) {
		BasicFileAttributes attributes;
		try {
			attributes = Files.readAttributes(file, BasicFileAttributes.class);
		}
		catch (IOException ex) {
			throw refusal(file, ex);
		}
		if (attributes.isDirectory()) {
			throw new InputException(file, "this is a folder; name the CSV file in it");
		}
		if (!attributes.isRegularFile()) {
			throw new InputException(file, "this is not a plain file; save its content as one, for it is read twice");
		}
		return new FileState(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
	}

	/**
	 * Says why a file cannot be opened.
	 */
	static InputException refusal(Path file, IOException ex) {
		if (file.toString().equals("-")) {
			return new InputException(file,
					"standard input is not read here; save what comes in as a file and name that");
		}
		if (ex instanceof NoSuchFileException) {
			return new InputException(file, "there is no such file; check its name and folder");
		}
		if (ex instanceof AccessDeniedException) {
			return new InputException(file, "reading it is not permitted; ask its owner for permission to read it");
		}
		return new InputException(file, "it cannot be opened (" + ex.getMessage() + "); copy it and try the copy");
	}

}
