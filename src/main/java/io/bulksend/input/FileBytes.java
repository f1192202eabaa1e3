package io.bulksend.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, which have to stay as they were when it was opened: they are read
 * more than once. Thread-safe.
 */
final class FileBytes {

	private final Path path;

	private volatile FileState state;

	private volatile @Nullable String fingerprint;

	/**
	 * The bytes as they are now.
	 * @param path where the file is
	 * @throws InputException if there is no file that can be read more than once
	 */
	FileBytes(Path path) {
		this.path = path;
		this.state = FileState.of(path);
	}

	/** Where the file is, as it was given. */
	Path path() {
		return this.path;
	}

	/**
	 * The SHA-256 of the bytes.
	 * @return 64 hexadecimal digits, in lower case; always the same
	 * @throws InputException if the file is not the one that was opened
	 */
	String fingerprint() {
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
	void requireUnchanged() {
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

	/**
	 * The SHA-256 of a file's bytes, as they are.
	 * @throws InputException if the file cannot be opened
	 * @throws UncheckedIOException if reading fails
	 */
	static String sha256(Path file) {
		FileState.of(file);
		try (InputStream in = open(file)) {
			MessageDigest digest = digest();
			byte[] buffer = new byte[1 << 18];
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				digest.update(buffer, 0, count);
			}
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(file + ": reading failed", ex);
		}
	}

	/** The SHA-256 of a text. */
	static String sha256(String text) {
		return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
	}

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Opens a file, whatever it is.
	 * @throws InputException if it cannot be opened
	 */
	static InputStream open(Path file) {
		try {
			return Files.newInputStream(file);
		}
		catch (IOException ex) {
			throw FileState.refusal(file, ex);
		}
	}

}
