package io.bulksend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bulksend.campaign.Status;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the documents say to those who change the program: the classes, rooms and files
 * that they name are there.
 */
class DeveloperDocumentsTest {

	private static final Path MAIN = Path.of("src/main/java/io/bulksend");

	/** As <code>check.rules/Field</code>. */
	private static final Pattern CLASS_IN_ROOM = Pattern.compile("[a-z.]+/[A-Z]\\w+");

	/** As <code>FieldTest</code>. */
	private static final Pattern CLASS = Pattern.compile("[A-Z]\\w*[a-z]\\w*");

	/** As <code>check.rules</code>; not the whole house, nor the Maven of Windows. */
	private static final Pattern INNER_ROOM = Pattern.compile("(?!io\\.|mvnw\\.)[a-z]+\\.[a-z]+");

	private static final Pattern ARROW = Pattern.compile("(?m)^ *(\\S+) --> (\\S+)( : \\S.*)?$");

	@Test
	void theyNameNothingThatIsNotThere() throws IOException {
		Documents documents = Documents.ofProject();
		assertThat(developers(documents)).contains("CONTRIBUTING.md", "src/docs/architecture.md",
				"src/docs/decisions/the-lock.md");
		assertThat(misnamed(documents)).isEmpty();
	}

	@Test
	void whatIsNotThereIsFound() {
		assertThat(misnamed(Documents.of(Map.of("CONTRIBUTING.md",
				"`send/Judge` `send/Judges` `check.rules` `check.rule` `JudgeTests` `ThrottleTest` `HTTP` `a b`"
						+ " `src/docs` `src/doc`"))))
			.containsExactly("CONTRIBUTING.md: send/Judges", "CONTRIBUTING.md: check.rule",
					"CONTRIBUTING.md: JudgeTests", "CONTRIBUTING.md: src/doc");
	}

	@Test
	void theStatesOfARowAreThoseThatThereAreAndEachArrowHasAName() throws IOException {
		Documents documents = Documents.ofProject();
		String picture = documents.blocks("src/docs/architecture.md")
			.stream()
			.filter((block) -> block.language().equals("mermaid"))
			.map(Documents.Block::text)
			.collect(Collectors.joining());
		Set<String> states = new TreeSet<>(Set.of("NO_ENTRY", "IN_FLIGHT"));
		Stream.of(Status.values()).map(Status::name).forEach(states::add);
		Set<String> drawn = new TreeSet<>();
		ARROW.matcher(picture).results().forEach((arrow) -> {
			drawn.addAll(List.of(arrow.group(1), arrow.group(2)));
			assertThat(arrow.group(3) != null || arrow.group().contains("[*]")).as(arrow.group()).isTrue();
		});
		drawn.remove("[*]");
		assertThat(drawn).containsExactlyElementsOf(states);
	}

	private static List<String> developers(Documents documents) {
		return documents.names()
			.stream()
			.filter((name) -> name.matches("CONTRIBUTING\\.md|src/docs/(architecture\\.md|decisions/.*)"))
			.toList();
	}

	private static List<String> misnamed(Documents documents) {
		List<String> misnamed = new ArrayList<>();
		for (String document : developers(documents)) {
			documents.code(document)
				.stream()
				.filter((name) -> !isThere(name))
				.forEach((name) -> misnamed.add(document + ": " + name));
		}
		return misnamed;
	}

	/** What looks like no name is not looked for. */
	private static boolean isThere(String name) {
		if (name.startsWith("src/")) {
			return Files.exists(Path.of(name));
		}
		if (CLASS_IN_ROOM.matcher(name).matches()) {
			int slash = name.indexOf('/');
			return Files
				.exists(MAIN.resolve(name.substring(0, slash).replace('.', '/') + name.substring(slash) + ".java"));
		}
		if (INNER_ROOM.matcher(name).matches()) {
			return Files.isDirectory(MAIN.resolve(name.replace('.', '/')));
		}
		return !CLASS.matcher(name).matches() || sources().anyMatch((file) -> file.endsWith(name + ".java"));
	}

	/** All classes, tests and their like included. */
	static Stream<Path> sources() {
		List<Path> files = new ArrayList<>();
		for (String set : List.of("main", "test", "torture", "bench")) {
			try (Stream<Path> below = Files.walk(Path.of("src", set))) {
				below.filter((file) -> file.toString().endsWith(".java")).forEach(files::add);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return files.stream();
	}

}
