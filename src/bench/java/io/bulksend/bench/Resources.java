package io.bulksend.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The scripts and configurations in the folder bench.
 */
final class Resources {

	private Resources() {
	}

	static String text(String name) {
		try (InputStream in = Resources.class.getResourceAsStream("/bench/" + name)) {
			if (in == null) {
				throw new IllegalStateException("There is no " + name);
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Puts a copy into a folder. */
	static Path copy(String name, Path folder) {
		try {
			return Files.writeString(Files.createDirectories(folder).resolve(name), text(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
