package io.bulksend.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged program's classes as a JVM has them in memory, in a file: to map it saves
 * a third of a start's processor time, and the tests start it hundreds of times. The
 * script would make its own only once a run is under way, when many others have started
 * without.
 */
public final class ClassArchive {

	private static final Path FOLDER = PackagedProgram.JAR
		.resolveSibling("class-archive-" + Runtime.version().feature());

	private static final Path FILE = FOLDER.resolve("classes.jsa");

	private static final Path LIST = FOLDER.resolve("classes.lst");

	private static final String JAR = PackagedProgram.JAR.toString();

	private static final String CLASS = ".class";

	private static final List<String> OTHERS = List.of("io/bulksend/", "org/postgresql/", "org/flywaydb/core/",
			"org/springframework/integration/", "org/springframework/messaging/");

	private static final String CAMPAIGN = """
			recipient_whatsapp,source,attachment_id,attachment_url,attachment_type,caption,x-apiheader
			919833078369,a,b,,,One,1
			919833078370,a,,https://cdn.example.org/a.jpg,image,Two,2
			919833078370,a,,https://cdn.example.org/a.jpg,image,Two,2
			12,a,b,,,"Not a
			number",3
			""";

	private static @Nullable String option;

	private ClassArchive() {
	}

	/**
	 * The option by which a JVM uses it. It is made once for each build, by whoever asks
	 * first. Where that fails the program starts without it, and where its path has
	 * blanks, which would be two options to the script.
	 */
	public static synchronized String option() {
		String found = option;
		if (found == null) {
			found = isThere() && !FILE.toString().contains(" ") ? "-XX:SharedArchiveFile=" + FILE : "-Xshare:auto";
			option = found;
		}
		return found;
	}

	private static boolean isThere() {
		try {
			if (!Files.exists(FILE)
					|| Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(PackagedProgram.JAR)) <= 0) {
				make();
			}
			return Files.exists(FILE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void make() throws IOException {
		FileSystemUtils.deleteRecursively(FOLDER);
		Files.writeString(Files.createDirectories(FOLDER).resolve("campaign.csv"), CAMPAIGN);
		run(List.of("-XX:DumpLoadedClassList=" + LIST, "-jar", JAR, "send", "campaign.csv", "--sandbox"));
		if (Files.exists(LIST)) {
			Files.write(LIST, othersThatAreUsed(), StandardOpenOption.APPEND);
			run(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + LIST, "-XX:SharedArchiveFile=" + FILE, "-cp",
					JAR));
		}
	}

	/** What that run has no use for: a server's database, workers, most commands. */
	private static List<String> othersThatAreUsed() throws IOException {
		try (JarFile jar = new JarFile(JAR)) {
			return jar.stream()
				.map(JarEntry::getName)
				.filter((name) -> name.endsWith(CLASS) && OTHERS.stream().anyMatch(name::startsWith))
				.map((name) -> name.substring(0, name.length() - CLASS.length()))
				.toList();
		}
	}

	private static void run(List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(PackagedProgram.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
		command.addAll(arguments);
		try {
			PackagedProgram.process(command, FOLDER, "out.txt", "err.txt", Map.of()).start().waitFor();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
