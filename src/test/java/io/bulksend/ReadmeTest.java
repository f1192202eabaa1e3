package io.bulksend;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Status;
import io.bulksend.cli.BulkSend;
import io.bulksend.input.Column;
import io.bulksend.run.settings.BulkSendProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README and the documents that it leads to say what the program does, in the
 * program's words.
 */
class ReadmeTest {

	private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");

	private static final Pattern WORD_START = Pattern.compile("(?<=.)(?=\\p{Upper})");

	private CommandSpec commands;

	private Documents documents;

	@BeforeEach
	void read() throws Exception {
		// The commands are made by a method that nobody else needs to see.
		Class<?> liveLine = Class.forName("io.bulksend.cli.terminal.LiveLine");
		Constructor<?> line = liveLine.getDeclaredConstructor(PrintStream.class);
		line.setAccessible(true);
		Method commandLine = BulkSend.class.getDeclaredMethod("commandLine", List.class, liveLine, String.class);
		commandLine.setAccessible(true);
		this.commands = ((CommandLine) commandLine.invoke(null, List.of(), line.newInstance(System.err), ""))
			.getCommandSpec();
		this.documents = Documents.ofProject();
	}

	@Test
	void startsWithExactlyTwoCommands() {
		String readme = this.documents.text("README.md");
		String start = readme.substring(0, readme.indexOf("## A first campaign"));
		List<String> blocks = CODE_BLOCK.matcher(start).results().map((block) -> block.group(1)).toList();
		assertThat(blocks).containsExactly("./mvnw -q spring-boot:run\n", "./mvnw verify\n");
		assertThat(start.split("```", -1)).hasSize(5);
	}

	@Test
	void isReadInAFewMinutes() {
		assertThat(this.documents.text("README.md").lines()).hasSizeLessThan(170);
	}

	@Test
	void everyOptionOfSendIsInItsTableAndNoOther() {
		List<String> options = new ArrayList<>();
		for (OptionSpec option : this.commands.subcommands().get("send").getCommandSpec().options()) {
			options.addAll(List.of(option.names()));
		}
		List<String> documented = rows("src/docs/commands.md", "Options of `send`").stream()
			.flatMap((cells) -> Pattern.compile("(?<![\\w-])--?[a-zA-Z][a-z-]*").matcher(cells.get(0)).results())
			.map(MatchResult::group)
			.toList();
		assertThat(documented).containsExactlyInAnyOrderElementsOf(options);
	}

	@Test
	void everyCommandIsInItsTableAndNoOther() {
		Pattern name = Pattern.compile("`([a-z-]+)[^`]*`");
		List<String> documented = rows("src/docs/commands.md", "The other commands").stream()
			.filter((cells) -> cells.size() == 2 && !cells.get(0).equals("command"))
			.map((cells) -> name.matcher(cells.get(0)).replaceAll("$1"))
			.toList();
		assertThat(documented).containsExactlyElementsOf(this.commands.subcommands().keySet());
	}

	@Test
	void everyOptionOfTheOtherCommandsIsInTheirTableAndNoOther() {
		for (String command : List.of("status", "results", "receipts", "opt-outs", "forget")) {
			List<String> options = ownOptions(command);
			List<String> documented = rows("src/docs/commands.md", "The other commands").stream()
				.filter((cells) -> cells.size() == 3)
				.filter((cells) -> List.of("`" + command + "`", "all five").contains(cells.get(1)))
				.flatMap((cells) -> Pattern.compile("--[a-z-]+").matcher(cells.get(0)).results())
				.map(MatchResult::group)
				.toList();
			assertThat(documented).as(command).containsExactlyInAnyOrderElementsOf(options);
		}
	}

	@Test
	void everyOptionOfCheckIsNamedAndNoOther() {
		String takes = this.documents.section("src/docs/commands.md", "The other commands")
			.lines()
			.filter((line) -> line.startsWith("`check` takes "))
			.collect(Collectors.joining());
		assertThat(Pattern.compile("--[a-z-]+").matcher(takes).results().map(MatchResult::group))
			.containsExactlyInAnyOrderElementsOf(ownOptions("check"));
	}

	@Test
	void defaultsAreThoseOfTheSettings() {
		Map<String, String> defaults = Map.of("--once-per", "message", "--rate", "50", "--concurrency", "64",
				"--max-failures", "50", "--give-up-after", "5m", "--data-dir", "./data");
		defaults.forEach((option, value) -> {
			assertThat(rows("src/docs/commands.md", "Options of `send`")).as(option)
				.anyMatch((cells) -> cells.get(0).startsWith("`" + option + " ") && cells.get(2).equals(value));
			assertThat(defaultOf(option.substring(2))).as(option).isEqualTo(value);
		});
	}

	@Test
	void everySettingIsInItsTable() {
		String table = this.documents.section("src/docs/commands.md", "Environment and settings");
		for (String name : settings(BulkSendProperties.class, "bulksend.")) {
			assertThat(table).contains("`" + name);
		}
	}

	@Test
	void everyCodeIsThereWithWhatItMeansAndAsksFor() {
		for (Code code : Code.values()) {
			assertThat(rows("src/docs/results.md", "The results")).contains(explained("`" + code + "`", code.name()));
		}
	}

	@Test
	void everyCodeOfTheApiIsThereWithWhatItMeansAndAsksFor() {
		for (int code = 8001; code <= 8008; code++) {
			assertThat(rows("src/docs/results.md", "The results"))
				.contains(explained("`" + code + "`", Integer.toString(code)));
		}
		assertThat(rows("src/docs/results.md", "The results")).contains(explained("`HTTP_401`, `HTTP_403`", "HTTP_401"),
				explained("`HTTP_401`, `HTTP_403`", "HTTP_403"),
				explained("`HTTP_404`, `HTTP_405`, `HTTP_410`, a redirect, a page", "HTTP_404"),
				explained("`HTTP_404`, `HTTP_405`, `HTTP_410`, a redirect, a page", "HTTP_302"),
				explained("`HTTP_413`", "HTTP_413"), explained("`HTTP_429`", "HTTP_429"),
				explained("`HTTP_503`", "HTTP_503"), explained("`HTTP_` and another HTTP status", "HTTP_418"));
	}

	@Test
	void everyStatusIsThereWithWhatItMeansAndAsksFor() {
		for (Status status : Status.values()) {
			assertThat(rows("src/docs/results.md", "The results"))
				.contains(List.of("`" + status + "`", status.meaning(), status.advice()));
		}
	}

	@Test
	void everyColumnIsThere() {
		assertThat(String.join(", ", firstCells("src/docs/input.md", "The input")))
			.contains(Stream.of(Column.values()).map(Column::columnName).map(ReadmeTest::quoted).toList())
			.contains(Column.templateAttribute(1).columnName());
	}

	@Test
	void everyExitCodeIsThere() {
		List<String> documented = rows("src/docs/commands.md", "Exit codes").stream()
			.map((cells) -> cells.get(0) + " " + cells.get(1).toLowerCase())
			.toList();
		List<String> actual = this.commands.usageMessage()
			.exitCodeList()
			.entrySet()
			.stream()
			.map((code) -> code.getKey().strip() + " " + code.getValue().toLowerCase() + ".")
			.toList();
		assertThat(documented).containsExactlyElementsOf(actual);
	}

	@Test
	void whatTheBuildIsAskedForItHas() throws IOException {
		String pom = Files.readString(Path.of("pom.xml"));
		for (String document : this.documents.names()) {
			Stream
				.concat(this.documents.blocks(document).stream().flatMap((block) -> block.commands().stream()),
						this.documents.code(document).stream())
				.filter((command) -> command.startsWith("./mvnw "))
				.flatMap((command) -> Stream.of(command.split(" ")).skip(1))
				.forEach((word) -> assertThat(word).as(document).matches((asked) -> isKnown(asked, pom)));
		}
	}

	/** A phase, a profile or a plugin's goal that there is, or a switch. */
	private static boolean isKnown(String asked, String pom) {
		if (asked.startsWith("-P")) {
			return pom.contains("<id>" + asked.substring(2) + "</id>");
		}
		if (asked.startsWith("-Dtest=") || asked.startsWith("-Dit.test=")) {
			String name = asked.substring(asked.indexOf('=') + 1) + ".java";
			return name.equals("none.java") || DeveloperDocumentsTest.sources().anyMatch((file) -> file.endsWith(name));
		}
		return asked.matches("-q|-D[\\w.=…]+|test|package|verify") || (asked.contains(":")
				&& pom.contains("<artifactId>" + asked.split(":")[0] + "-maven-plugin</artifactId>"));
	}

	@Test
	void theImageIsGivenACommandThatThereIs() throws IOException {
		List<String> runs = this.documents.blocks("src/docs/operations.md")
			.stream()
			.flatMap((block) -> block.commands().stream())
			.filter((command) -> command.startsWith("docker run "))
			.toList();
		assertThat(runs).isNotEmpty();
		for (String run : runs) {
			String[] words = run.split(".* bulk-send:", 2)[1].split(" ");
			assertThat(Files.readString(Path.of("pom.xml"))).contains("<version>" + words[0] + "</version>");
			this.commands.commandLine().parseArgs(Arrays.copyOfRange(words, 1, words.length));
		}
	}

	@Test
	void theImageStartsTheScriptAsTheUserThatTheSamplesName() throws IOException {
		String image = Files.readString(Path.of("samples/image/Dockerfile"));
		assertThat(image).contains("COPY target/bulk-send target/bulk-send.jar /opt/bulk-send/",
				"ln -s /opt/bulk-send/bulk-send /usr/local/bin/", "ENTRYPOINT [\"bulk-send\"]", "USER 1002:1000");
		assertThat(Files.readString(Path.of("samples/image/Dockerfile.dockerignore")))
			.contains("!target/bulk-send\n!target/bulk-send.jar\n");
		for (String sample : List.of("cronjob.yaml", "workers.yaml")) {
			assertThat(Files.readString(Path.of("samples", "scheduling", sample))).contains("runAsUser: 1002\n",
					"runAsGroup: 1000\n");
		}
	}

	@Test
	void linksLeadSomewhere() {
		assertThat(this.documents.brokenLinks()).isEmpty();
	}

	private List<String> ownOptions(String command) {
		return this.commands.subcommands()
			.get(command)
			.getCommandSpec()
			.options()
			.stream()
			.map(OptionSpec::longestName)
			.filter((option) -> !List.of("--help", "--version").contains(option))
			.toList();
	}

	private static List<String> explained(String shown, String code) {
		return List.of(shown, Code.explain(code).meaning(), Code.explain(code).advice());
	}

	private List<String> firstCells(String document, String heading) {
		return rows(document, heading).stream().map((cells) -> cells.get(0)).toList();
	}

	/** The cells of all tables below a heading. */
	private List<List<String>> rows(String document, String heading) {
		return this.documents.section(document, heading)
			.lines()
			.filter((line) -> line.startsWith("| ") && !line.startsWith("| ---"))
			.map((line) -> Stream.of(line.split("(?<!\\\\)\\|")).skip(1).map(String::strip).toList())
			.filter((
					cells) -> !cells.get(0).matches("code|column|status|option|property|variable|package|metric|field"))
			.toList();
	}

	private static String quoted(Object word) {
		return "`" + word + "`";
	}

	private static List<String> settings(Class<?> type, String prefix) {
		List<String> names = new ArrayList<>();
		for (RecordComponent component : type.getRecordComponents()) {
			String name = prefix + name(type, component);
			// A record that stands by itself is a value.
			boolean group = component.getType().isRecord() && component.getType().isMemberClass();
			names.addAll(group ? settings(component.getType(), name + ".") : List.of(name));
		}
		return names;
	}

	private static String defaultOf(String setting) {
		return Stream.of(BulkSendProperties.class.getDeclaredConstructors()[0].getParameters())
			.filter((parameter) -> WORD_START.matcher(parameter.getName()).replaceAll("-").equalsIgnoreCase(setting))
			.map((parameter) -> parameter.getAnnotation(DefaultValue.class).value()[0])
			.findFirst()
			.orElseThrow();
	}

	private static String name(Class<?> type, RecordComponent component) {
		try {
			Name given = type.getDeclaredField(component.getName()).getAnnotation(Name.class);
			return (given != null) ? given.value() : kebab(component);
		}
		catch (NoSuchFieldException ex) {
			throw new AssertionError(ex);
		}
	}

	private static String kebab(RecordComponent component) {
		return WORD_START.matcher(component.getName()).replaceAll("-").toLowerCase();
	}

}
