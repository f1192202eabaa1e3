package io.bulksend;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Status;
import io.bulksend.cli.BulkSend;
import io.bulksend.input.Column;
import io.bulksend.job.BulkSendProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import org.springframework.boot.context.properties.bind.DefaultValue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README says what the program does, in the program's words.
 */
class ReadmeTest {

	private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");

	private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

	private static final Pattern WORD_START = Pattern.compile("(?<=.)(?=\\p{Upper})");

	private CommandSpec commands;

	private String readme;

	@BeforeEach
	void read() throws Exception {
		// The commands are made by a factory that nobody else needs to see.
		Class<?> liveLine = Class.forName("io.bulksend.cli.LiveLine");
		Constructor<?> line = liveLine.getDeclaredConstructor(PrintStream.class);
		line.setAccessible(true);
		Constructor<?> factory = Class.forName("io.bulksend.cli.SettingsFactory")
			.getDeclaredConstructor(List.class, liveLine);
		factory.setAccessible(true);
		this.commands = CommandSpec.forAnnotatedObject(new BulkSend(),
				(IFactory) factory.newInstance(List.of(), line.newInstance(System.err)));
		this.readme = Files.readString(Path.of("README.md"));
	}

	@Test
	void startsWithExactlyTwoCommands() {
		String start = this.readme.substring(0, this.readme.indexOf("## A first real campaign"));
		List<String> blocks = CODE_BLOCK.matcher(start).results().map((block) -> block.group(1)).toList();
		assertThat(blocks).containsExactly("./mvnw -q spring-boot:run\n", "./mvnw verify\n");
		assertThat(start.split("```", -1)).hasSize(5);
	}

	@Test
	void everyOptionOfSendIsInItsTableAndNoOther() {
		List<String> options = new ArrayList<>();
		for (OptionSpec option : this.commands.subcommands().get("send").getCommandSpec().options()) {
			options.addAll(List.of(option.names()));
		}
		List<String> documented = rows("Options of `send`").stream()
			.flatMap((cells) -> Pattern.compile("(?<![\\w-])--?[a-zA-Z][a-z-]*").matcher(cells.get(0)).results())
			.map(MatchResult::group)
			.toList();
		assertThat(documented).containsExactlyInAnyOrderElementsOf(options);
	}

	@Test
	void defaultsAreThoseOfTheSettings() {
		Map<String, String> defaults = Map.of("--once-per", "message", "--rate", "50", "--concurrency", "64",
				"--max-failures", "50", "--give-up-after", "5m", "--data-dir", "./data");
		defaults.forEach((option, value) -> {
			assertThat(rows("Options of `send`")).as(option)
				.anyMatch((cells) -> cells.get(0).startsWith("`" + option + " ") && cells.get(2).equals(value));
			assertThat(defaultOf(option.substring(2))).as(option).isEqualTo(value);
		});
	}

	@Test
	void everySettingIsInItsTable() {
		String table = section("Environment and settings");
		for (String name : settings(BulkSendProperties.class, "bulksend.")) {
			assertThat(table).contains("`" + name);
		}
	}

	@Test
	void everyCodeIsThereWithItsAdvice() {
		for (Code code : Code.values()) {
			assertAdvice("`" + code + "`", code.advice());
		}
	}

	@Test
	void everyCodeOfTheApiIsThereWithItsAdvice() {
		for (int code = 8001; code <= 8008; code++) {
			assertAdvice("`" + code + "`", Code.adviceFor(Status.REJECTED, Integer.toString(code)));
		}
		assertAdvice("`HTTP_` and the HTTP status", Code.adviceFor(Status.REJECTED, "HTTP_418"));
	}

	@Test
	void everyStatusIsThere() {
		assertThat(firstCells("The results")).containsAll(Stream.of(Status.values()).map(ReadmeTest::quoted).toList());
	}

	@Test
	void everyColumnIsThere() {
		assertThat(firstCells("The input"))
			.containsAll(Stream.of(Column.values()).map(Column::columnName).map(ReadmeTest::quoted).toList());
	}

	@Test
	void everyExitCodeIsThere() {
		List<String> documented = rows("Exit codes").stream()
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
	void everyPackageIsThere() throws IOException {
		try (Stream<Path> packages = Files.list(Path.of("src/main/java/io/bulksend"))) {
			assertThat(firstCells("How it is built inside"))
				.containsAll(packages.map(Path::getFileName).map(ReadmeTest::quoted).toList());
		}
	}

	@Test
	void linksLeadSomewhere() {
		assertThat(LINK.matcher(this.readme).results().map((link) -> Path.of(link.group(1)))).isNotEmpty()
			.allMatch(Files::exists);
	}

	private void assertAdvice(String code, String advice) {
		assertThat(rows("The results")).as(code)
			.anyMatch((cells) -> cells.get(0).equals(code) && cells.get(cells.size() - 1).equals(advice));
	}

	private List<String> firstCells(String heading) {
		return rows(heading).stream().map((cells) -> cells.get(0)).toList();
	}

	/** The cells of all tables below a heading. */
	private List<List<String>> rows(String heading) {
		return section(heading).lines()
			.filter((line) -> line.startsWith("| ") && !line.startsWith("| ---"))
			.map((line) -> Stream.of(line.split("(?<!\\\\)\\|")).skip(1).map(String::strip).toList())
			.filter((cells) -> !cells.get(0).matches("code|column|status|option|property|variable|package|metric"))
			.toList();
	}

	private String section(String heading) {
		int start = this.readme.indexOf("\n## " + heading + "\n");
		assertThat(start).as(heading).isPositive();
		int end = this.readme.indexOf("\n## ", start + 1);
		return this.readme.substring(start, (end < 0) ? this.readme.length() : end);
	}

	private static String quoted(Object word) {
		return "`" + word + "`";
	}

	private static List<String> settings(Class<?> type, String prefix) {
		List<String> names = new ArrayList<>();
		for (RecordComponent component : type.getRecordComponents()) {
			String name = prefix + kebab(component);
			names.addAll(component.getType().isRecord() ? settings(component.getType(), name + ".") : List.of(name));
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

	private static String kebab(RecordComponent component) {
		return WORD_START.matcher(component.getName()).replaceAll("-").toLowerCase();
	}

}
