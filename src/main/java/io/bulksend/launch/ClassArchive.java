package io.bulksend.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The program's classes as a JVM of this version has them in memory, in a file: to map it
 * takes a fraction of the time that loading does. It fits one jar and one JVM, so it is
 * made where the program runs, by a small campaign against the simulated API during the
 * first run. Without it all works the same, and starts later.
 * <p>
 * It lies beside the jar, or where that folder is not this user's, in the user's cache
 * ({@code CACHE_DIRECTORY}, as systemd names it, {@code XDG_CACHE_HOME/bulk-send} or
 * {@code ~/.cache/bulk-send}); never where another user could put one in its place.
 */
final class ClassArchive {

	private static final long PATIENCE = 60;

	/** What was left by a process that was killed while it made an archive. */
	private static final long STALE = TimeUnit.MINUTES.toMillis(5);

	/** JDK 25 keeps the classes linked as well. */
	private static final boolean LINKED = Runtime.version().feature() >= 25;

	private static final String SUFFIX = LINKED ? ".aot" : ".jsa";

	private static final String SAMPLE = """
			recipient_whatsapp,source,attachment_id,attachment_url,attachment_type,caption,x-apiheader
			919833078369,a,b,,,One,1
			919833078370,a,,https://cdn.example.org/a.jpg,image,Two,2
			919833078370,a,,https://cdn.example.org/a.jpg,image,Two,2
			12,a,b,,,"Not a
			number",3
			""";

	private final @Nullable Path folder;

	private final String prefix;

	private final String name;

	private volatile boolean abandoned;

	private volatile @Nullable Process maker;

	private ClassArchive(@Nullable Path folder, String prefix, String name) {
		this.folder = folder;
		this.prefix = prefix;
		this.name = name;
	}

	/**
	 * Finds the archive's place.
	 * @param jar the program
	 * @return the archive, which may have to be made yet
	 */
	static ClassArchive of(Path jar) {
		File file = jar.toFile();
		String base = file.getName().substring(0, file.getName().length() - ".jar".length());
		String owner = jar + "|" + System.getProperty("java.home");
		String build = System.getProperty("java.vm.version") + "|" + file.length() + "|" + file.lastModified();
		String prefix = base + "-" + Integer.toHexString(owner.hashCode()) + "-";
		return new ClassArchive(folder(jar), prefix, prefix + Integer.toHexString(build.hashCode()) + SUFFIX);
	}

	private static @Nullable Path folder(Path jar) {
		Path beside = jar.getParent();
		if (Files.isWritable(beside) && isPrivate(beside)) {
			return beside;
		}
		for (String variable : new String[] { "CACHE_DIRECTORY", "XDG_CACHE_HOME", "HOME" }) {
			String value = System.getenv(variable);
			if (value != null && !value.isBlank()) {
				Path folder = Path.of(value);
				return variable.equals("CACHE_DIRECTORY") ? folder
						: (variable.equals("HOME") ? folder.resolve(".cache") : folder).resolve("bulk-send");
			}
		}
		return null;
	}

	private static boolean isPrivate(Path folder) {
		if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
			return false;
		}
		try {
			return !Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** The JVM's option that uses the archive, if there is one. */
	List<String> option() {
		return exists() ? List.of((LINKED ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file()) : List.of();
	}

	private boolean exists() {
		return this.folder != null && Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS);
	}

	private Path file() {
		if (this.folder == null) {
			throw new IllegalStateException("there is no place for an archive");
		}
		return this.folder.resolve(this.name);
	}

	/**
	 * Makes the archive, if there is none and nobody else is at it. Whatever goes wrong
	 * is no concern of the run's.
	 * @param options what the JVM is started with
	 * @param jar the program
	 */
	void make(JvmOptions options, Path jar) throws InterruptedException {
		if (this.folder == null || exists()) {
			return;
		}
		Path workshop = this.folder.resolve(this.name + ".tmp");
		try {
			Files.createDirectories(this.folder);
			if (workshop.toFile().lastModified() < System.currentTimeMillis() - STALE) {
				delete(workshop);
			}
			Files.createDirectory(workshop);
		}
		catch (IOException ex) {
			// Another process is making it, or this place is not for us.
			return;
		}
		try {
			make(options, jar, workshop);
		}
		catch (IOException ex) {
			// The next run may have more luck.
			return;
		}
		finally {
			delete(workshop);
		}
	}

	private void make(JvmOptions options, Path jar, Path workshop) throws IOException, InterruptedException {
		Path made = workshop.resolve("made");
		Files.writeString(workshop.resolve("sample.csv"), SAMPLE);
		List<String> command = new ArrayList<>(options
			.command(List.of((LINKED ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + made), 0, jar));
		command.addAll(List.of("send", "sample.csv", "--sandbox"));
		ProcessBuilder builder = new ProcessBuilder(command).directory(workshop.toFile())
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.DISCARD);
		builder.environment().keySet().removeIf((name) -> name.startsWith("BULKSEND_") || name.startsWith("SPRING_"));
		Process process = builder.start();
		this.maker = process;
		if (this.abandoned || !process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
			process.destroyForcibly();
		}
		if (process.waitFor() <= 1 && Files.exists(made)) {
			deleteEarlier();
			Files.move(made, file(), StandardCopyOption.ATOMIC_MOVE);
		}
	}

	/** Those of the same program and JVM before they were replaced. */
	private void deleteEarlier() {
		String[] names = file().getParent().toFile().list();
		for (String each : (names != null) ? names : new String[0]) {
			if (each.startsWith(this.prefix) && each.endsWith(SUFFIX)) {
				delete(file().resolveSibling(each));
			}
		}
	}

	private static void delete(Path path) {
		File[] inside = Files.isSymbolicLink(path) ? null : path.toFile().listFiles();
		for (File each : (inside != null) ? inside : new File[0]) {
			delete(each.toPath());
		}
		path.toFile().delete();
	}

	/** Stops making it: this process is to end soon. */
	void abandon() {
		this.abandoned = true;
		Process process = this.maker;
		if (process != null) {
			process.destroyForcibly();
		}
	}

}
