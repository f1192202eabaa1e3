package io.bulksend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the project says of itself: the README, CONTRIBUTING.md and all below
 * <code>src/docs</code>.
 */
final class Documents {

	private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

	private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

	private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

	private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

	private final Map<String, String> texts;

	private Documents(Map<String, String> texts) {
		this.texts = texts;
	}

	static Documents ofProject() throws IOException {
		Map<String, String> texts = new TreeMap<>();
		try (Stream<Path> below = Files.walk(Path.of("src/docs"))) {
			List<Path> files = Stream.concat(Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), below)
				.filter((file) -> file.toString().endsWith(".md"))
				.toList();
			for (Path file : files) {
				texts.put(file.toString().replace('\\', '/'), Files.readString(file));
			}
		}
		return new Documents(texts);
	}

	static Documents of(Map<String, String> texts) {
		return new Documents(texts);
	}

	Set<String> names() {
		return this.texts.keySet();
	}

	String text(String document) {
		assertThat(this.texts).containsKey(document);
		return this.texts.get(document);
	}

	/** The blocks of code, in their order. */
	List<Block> blocks(String document) {
		return BLOCK.matcher(text(document))
			.results()
			.map((block) -> new Block(block.group(1), block.group(2)))
			.toList();
	}

	/** What is written as code within the text. */
	List<String> code(String document) {
		return CODE.matcher(prose(text(document))).results().map((code) -> code.group(1)).toList();
	}

	/** What stands below a heading, up to the next one that is not below it. */
	String section(String document, String heading) {
		String text = text(document);
		String prose = prose(text);
		MatchResult start = Pattern.compile("(?m)^(#+) " + Pattern.quote(heading) + "$")
			.matcher(prose)
			.results()
			.findFirst()
			.orElseThrow(() -> new AssertionError(document + " has no heading " + heading));
		int depth = start.group(1).length();
		return Pattern.compile("(?m)^#{1," + depth + "} ")
			.matcher(prose)
			.results()
			.map(MatchResult::start)
			.filter((next) -> next > start.end())
			.findFirst()
			.map((end) -> text.substring(start.end(), end))
			.orElseGet(() -> text.substring(start.end()));
	}

	/** Links to a file, or to a heading in one, that is not there. */
	List<String> brokenLinks() {
		List<String> broken = new ArrayList<>();
		this.texts.forEach((document, text) -> LINK.matcher(prose(text))
			.results()
			.map((link) -> link.group(1))
			.filter((target) -> !target.matches("https?://.*"))
			.filter((target) -> !leadsSomewhere(document, target))
			.forEach((target) -> broken.add(document + ": " + target)));
		return broken;
	}

	private boolean leadsSomewhere(String document, String target) {
		String[] parts = target.split("#", 2);
		Path file = parts[0].isEmpty() ? Path.of(document) : Path.of(document).resolveSibling(parts[0]).normalize();
		if (!Files.exists(file)) {
			return false;
		}
		String text = this.texts.getOrDefault(file.toString().replace('\\', '/'), "");
		return parts.length == 1 || anchors(text).contains(parts[1]);
	}

	/** The anchors that a page of Markdown has for its headings. */
	private static Set<String> anchors(String text) {
		return HEADING.matcher(prose(text))
			.results()
			.map((heading) -> heading.group(1).toLowerCase(Locale.ROOT))
			.map((heading) -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
			.collect(Collectors.toSet());
	}

	/** A text with blanks for its code: nothing in that is a heading or a link. */
	private static String prose(String text) {
		return CODE_BLOCK.matcher(text).replaceAll((block) -> " ".repeat(block.group().length()));
	}

	/**
	 * A block of code.
	 *
	 * @param language what it is written in
	 * @param text its text
	 */
	record Block(String language, String text) {

		/** The commands for a shell in it, each on one line. */
		List<String> commands() {
			return this.language.equals("sh")
					? this.text.replaceAll("\\\\\n\\s*", "").lines().filter((line) -> !line.isBlank()).toList()
					: List.of();
		}

	}

}
