package io.bulksend.results;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is complete or not there: written beside its place and moved there when it
 * is whole. What processes that died left half written is cleared away.
 */
final class WholeFile implements Closeable {

	private static final int BUFFER = 1 << 16;

	private static final Pattern TEMPORARY = Pattern.compile("\\.(.*)\\.(\\d{1,18})\\.tmp", Pattern.DOTALL);

	private final Path target;

	private final Path temporary;

	private final FileChannel channel;

	private final Writer writer;

	private WholeFile(Path target, Path temporary) throws IOException {
		this.target = target;
		this.temporary = temporary;
		this.channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
				StandardOpenOption.WRITE);
		this.writer = new BufferedWriter(
				new OutputStreamWriter(Channels.newOutputStream(this.channel), StandardCharsets.UTF_8), BUFFER);
	}

	/**
	 * Begins a file.
	 * @param target its place; what is there stays until {@link #finish}
	 */
	static WholeFile begin(Path target) throws IOException {
		clearRemains(target);
		return new WholeFile(target, temporary(target, ProcessHandle.current().pid()));
	}

	/**
	 * Says whether the system takes a file's name, and that of its half-written state.
	 * @param target its place
	 */
	static boolean canBeNamed(Path target) {
		try {
			Files.readAttributes(temporary(target, Integer.MAX_VALUE), BasicFileAttributes.class);
			return true;
		}
		catch (NoSuchFileException ex) {
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Where to write the content, as UTF-8.
	 */
	Writer writer() {
		return this.writer;
	}

	/**
	 * Says whether its place holds the very same already.
	 */
	boolean isInPlace() throws IOException {
		this.writer.flush();
		return Files.mismatch(this.temporary, this.target) < 0;
	}

	/**
	 * Puts the file into its place, durably.
	 */
	void finish() throws IOException {
		this.writer.flush();
		this.channel.force(true);
		this.writer.close();
		try {
			Files.move(this.temporary, this.target, StandardCopyOption.ATOMIC_MOVE,
					StandardCopyOption.REPLACE_EXISTING);
		}
		catch (AtomicMoveNotSupportedException ex) {
			Files.move(this.temporary, this.target, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/**
	 * Gives the file up, unless it is finished.
	 */
	@Override
	public void close() throws IOException {
		this.channel.close();
		Files.deleteIfExists(this.temporary);
	}

	/**
	 * Deletes what processes that are dead left beside a file's place. The living are
	 * left alone, though none should be there: a campaign has one run at a time.
	 */
	static void clearRemains(Path target) {
		Path folder = target.toAbsolutePath().getParent();
		String name = target.getFileName().toString();
		DirectoryStream.Filter<Path> remains = (path) -> {
			Matcher matcher = TEMPORARY.matcher(path.getFileName().toString());
			return matcher.matches() && matcher.group(1).equals(name)
					&& ProcessHandle.of(Long.parseLong(matcher.group(2))).isEmpty();
		};
		try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, remains)) {
			for (Path path : found) {
				Files.deleteIfExists(path);
			}
		}
		catch (IOException | DirectoryIteratorException ex) {
			// They are in nobody's way, and the next run tries again.
			return;
		}
	}

	private static Path temporary(Path target, long pid) {
		return target.resolveSibling("." + target.getFileName() + "." + pid + ".tmp");
	}

}
