package io.bulksend.media;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.NearestName;
import io.bulksend.check.rules.BrokenRuleException;
import io.bulksend.check.rules.Field;

/**
 * The folder that rows name their files in. A campaign's file comes from other people
 * than those whose machine this is: nothing outside of the folder can be named, whatever
 * links lie in it. Safe for use by many threads.
 */
public final class AttachmentFolder {

	private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

	/** So many names are looked through for one that may be meant, so many times. */
	private static final int MOST_NAMES = 5_000;

	private static final int MOST_GUESSES = 50;

	private final Path folder;

	private final String separator;

	private final AtomicInteger guesses = new AtomicInteger();

	/**
	 * A folder.
	 * @param folder the folder; it need not exist until a file in it is named
	 */
	public AttachmentFolder(Path folder) {
		this.folder = folder.toAbsolutePath();
		this.separator = folder.getFileSystem().getSeparator();
	}

	/**
	 * A file that is there and may be sent, as far as its place tells.
	 *
	 * @param path how the row names it
	 * @param real where it is, without links
	 * @param attributes how it lies there
	 */
	record Located(String path, Path real, BasicFileAttributes attributes) {
	}

	/**
	 * The file that a row names, whether it is there or not.
	 * @param path how the row names it
	 * @return its path
	 * @throws BrokenRuleException if no file is named so
	 */
	Path named(String path) throws BrokenRuleException {
		if (path.startsWith("/") || path.startsWith("\\") || DRIVE.matcher(path).matches()) {
			throw broken(path, "is named with its whole path; write it as it lies below the folder " + this.folder
					+ ", which --attachments names.");
		}
		Path file;
		try {
			file = this.folder.resolve(path);
		}
		catch (InvalidPathException ex) {
			throw broken(path, "cannot be named on this machine: " + ex.getReason() + ".");
		}
		if (!file.normalize().startsWith(this.folder.normalize())) {
			throw outside(path);
		}
		return file;
	}

	/**
	 * How a row names a file. Not what {@link Path#relativize} gives: that leaves out
	 * folders with .. behind them, which may be links.
	 * @param file its path, as {@link #named} gave it
	 * @return the name
	 */
	String pathOf(Path file) {
		String base = this.folder.toString();
		return file.toString().substring(base.length() + (base.endsWith(this.separator) ? 0 : 1));
	}

	/**
	 * Looks where a file is.
	 * @param path how the row names it
	 * @return the file
	 * @throws BrokenRuleException if it is not there, or is nothing that can be sent
	 */
	Located locate(String path) throws BrokenRuleException {
		Path file = named(path);
		try {
			Path real = realPath(path, file);
			if (!real.startsWith(this.folder.toRealPath())) {
				throw outside(path);
			}
			BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			if (attributes.isDirectory()) {
				throw broken(path, "is a folder.");
			}
			if (!attributes.isRegularFile()) {
				throw broken(path, "is no file but a pipe or a device.");
			}
			if (attributes.size() == 0) {
				throw broken(path, "is empty.");
			}
			if (!Files.isReadable(real)) {
				throw unreadable(path);
			}
			return new Located(path, real, attributes);
		}
		catch (AccessDeniedException ex) {
			throw unreadable(path);
		}
		catch (FileSystemLoopException ex) {
			throw broken(path, "is a link that leads to itself.");
		}
		catch (NoSuchFileException | NotDirectoryException ex) {
			throw missing(path, file);
		}
		catch (IOException ex) {
			if (Files.isSymbolicLink(file)) {
				throw broken(path, "is a link that cannot be followed, as one does that leads to itself.");
			}
			throw Files.exists(file, LinkOption.NOFOLLOW_LINKS)
					? broken(path, "cannot be opened (" + ex.getMessage() + ").") : missing(path, file);
		}
	}

	/**
	 * Where a file is, whichever way its name composes its letters: archives made on a
	 * Mac take them apart, and spreadsheets put them together.
	 */
	private Path realPath(String path, Path file) throws IOException {
		try {
			return file.toRealPath();
		}
		catch (NoSuchFileException ex) {
			for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
				Path other = this.folder.resolve(Normalizer.normalize(path, form));
				if (!other.equals(file) && Files.exists(other)) {
					return other.toRealPath();
				}
			}
			throw ex;
		}
	}

	private BrokenRuleException missing(String path, Path file) {
		if (Files.isSymbolicLink(file)) {
			return broken(path, "is a link that leads nowhere.");
		}
		if (path.indexOf('\\') >= 0 && Files.isRegularFile(this.folder.resolve(path.replace('\\', '/')))) {
			return broken(path, "is not there; write / between a folder and what is in it.");
		}
		String guess = nearest(file).map((name) -> "; is " + Field.quote(name) + " meant?").orElse(".");
		return broken(path, "is not in the folder " + this.folder + guess);
	}

	/** A name in the same folder that differs in little. */
	private Optional<String> nearest(Path file) {
		Path parent = file.getParent();
		if (parent == null || this.guesses.incrementAndGet() > MOST_GUESSES) {
			return Optional.empty();
		}
		String name = plain(String.valueOf(file.getFileName()));
		List<String> names = new ArrayList<>();
		try {
			if (!parent.toRealPath().startsWith(this.folder.toRealPath())) {
				return Optional.empty();
			}
			try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
				for (Path entry : entries) {
					names.add(String.valueOf(entry.getFileName()));
					if (names.size() == MOST_NAMES) {
						break;
					}
				}
			}
		}
		catch (IOException ex) {
			return Optional.empty();
		}
		return NearestName.of(name, names)
			.filter((other) -> NearestName.edits(name, plain(other)) <= Math.max(1, name.length() / 4));
	}

	private static String plain(String name) {
		return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
	}

	private BrokenRuleException outside(String path) {
		return broken(path, "lies outside of the folder " + this.folder + ", which --attachments names.");
	}

	static BrokenRuleException unreadable(String path) {
		return broken(path, "may not be read by this user.");
	}

	static BrokenRuleException broken(String path, String what) {
		return new BrokenRuleException(Code.ATTACHMENT_FILE, "The file " + Field.quote(path) + " " + what);
	}

}
