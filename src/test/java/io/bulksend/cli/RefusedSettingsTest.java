package io.bulksend.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bulksend.cli.output.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every setting says its name when its value cannot be used, and nothing is done then;
 * and every setting is described for editors.
 */
class RefusedSettingsTest {

	/** Any text will do for these; whether a file can be used is seen when it is. */
	private static final Set<String> ANY_TEXT = Set.of("bulksend.api.source", "bulksend.api.token",
			"bulksend.corrections", "bulksend.file", "bulksend.report", "bulksend.results", "bulksend.data-dir");

	/** Names of classes and exceptions, and what the JDK and Spring say of a value. */
	private static final String PROGRAMMERS_WORDS = "\\b(io|java|org|com)\\.[a-z]+\\.|Exception|enum|input string"
			+ "|unbound|boolean|ID:|\\bPT|is wrong|Illegal|\\[";

	@TempDir
	private Path folder;

	@ParameterizedTest(name = "{0}={1}")
	@CsvSource(delimiter = '|', textBlock = """
			amend | perhaps
			again | perhaps
			sandbox | 2
			yes | 2
			rate | fast
			rate | -1
			rate | NaN
			rate | Infinity
			account | ' '
			account | ours
			account | default
			workers | perhaps
			workers | true
			concurrency | 0
			concurrency | 10001
			concurrency | many
			max-failures | -3
			give-up-after | -5m
			give-up-after | soon
			give-up-after | 300
			wait | soon
			wait | -5s
			limit | 0
			limit | -1
			limit | 1.5
			canary | 0
			canary | -1
			canary | a few
			changed | perhaps
			canary-share | -1
			canary-share | 101
			canary-share | most
			not-after | 18:00
			not-after | tomorrow
			not-after | 2026-02-30T10:00
			window | 9-18
			window | 09:00-09:00
			window | 09:00-25:00
			zone | Middle/Earth
			once-per | week
			retry | accepted
			retry | HTTP_99
			retry | OPTED-IN
			not-before | 18:00
			not-before | soon
			per-day | 0
			per-day | many
			older-than | 90
			older-than | -1d
			test-to | 12
			retry | rejected,all
			delimiter | ab
			delimiter | '"'
			columns.phone-number | Phone
			defaults.city | Rome
			defaults.template-button-3 | x
			defaults.text | ''
			api.message-path | ../message
			api.message-path | https://evil.example/
			api.media-path | ''
			metrics-interval | 1ms
			metrics-interval | often
			progress-interval | 0s
			progress-interval | daily
			campaign | ' '
			suppress | no-such-file.csv
			suppress | ''
			suppress | ' '
			country | ''
			country | Atlantis
			country | IN,UK
			max-invalid | -1
			max-invalid | 101
			max-invalid | half
			metrics | no-such-folder/metrics.prom
			api.url | ftp://api.example/
			api.url | http://api.example/
			api.url | nowhere
			api.url | https://api example/
			api.connect-timeout | 0s
			api.connect-timeout | 2h
			api.response-timeout | -1s
			api.response-timeout | long
			receipts.zone | Mars
			opt-out.words | !!!
			attachments | no-such-folder
			media.rate | -1
			media.rate | quick
			media.keep | 30
			media.keep | 30d
			media.keep | -1d
			concurency | 64
			api.tokn | secret
			""")
	void sayTheirNamesAndNothingIsSent(String name, String value) throws IOException {
		Captured run = send("--bulksend." + name + "=" + value);
		assertThat(run.err()).contains(name.contains(".") ? name.substring(name.indexOf('.') + 1) : name);
		assertThat(run.err().lines()).hasSize(1);
		assertThat(run.err()).doesNotContainPattern(PROGRAMMERS_WORDS);
		assertThat(run.out()).isEmpty();
		assertThat(run.exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
		assertThat(this.folder.resolve("campaign-results.csv")).doesNotExist();
	}

	@ParameterizedTest(name = "{0}={1}")
	@CsvSource(delimiter = '|',
			textBlock = """
					retry | reject | --bulksend.retry takes rejected, in-doubt, failed or an error code such as 8005 or HTTP_413, but is "reject"; the nearest is rejected
					retry | HTTP413 | --bulksend.retry takes rejected, in-doubt, failed or an error code such as 8005 or HTTP_413, but is "HTTP413"; the nearest is HTTP_413
					retry | CAPTION_LENGTH | --bulksend.retry takes error codes of calls, but CAPTION_LENGTH is one of rows that were never sent: correct these, with --corrections
					per-day | 0 | --bulksend.per-day cannot be "0": it takes a whole number of at least 1, or none.
					not-before | soon | --bulksend.not-before must be a date and a time such as 2026-11-21T18:00, or with an offset 2026-11-21T18:00+05:30, but is "soon"; for hours of every day there is --window
					once-per | week | --bulksend.once-per cannot be "week": it takes "message" or "recipient".
					rate | x | --bulksend.rate cannot be "x": it takes a number.
					limit | 1.5 | --bulksend.limit cannot be "1.5": it takes a whole number of at least 1, or none.
					amend | perhaps | --bulksend.amend cannot be "perhaps": it takes true or false.
					again | once | --bulksend.again cannot be "once": it takes true or false.
					give-up-after | soon | --bulksend.give-up-after cannot be "soon": it takes a duration with its unit, such as 90s or 5m30s.
					give-up-after | -5m | --bulksend.give-up-after cannot be "-5m": it takes a duration with its unit, such as 90s or 5m30s.
					zone | Mars | --bulksend.zone cannot be "Mars": it takes a time zone such as Europe/Berlin.
					api.url | a b | --bulksend.api.url cannot be "a b": it takes an address such as https://api.example.org/.
					country | IN,UK | --bulksend.country must name countries by two letters, such as IN or GB,IE; the United Kingdom is GB
					country | India | --bulksend.country must name countries by two letters, such as IN or GB,IE; "INDIA" names none
					country | '' | --bulksend.country is empty: name a country by two letters, such as IN, or leave it out
					suppress | '' | --bulksend.suppress is empty: name the list, or say with the word none that there is none
					max-invalid | 101 | --bulksend.max-invalid must be a share from 0 to 100 percent, but is 101.0
					rate | -1 | --bulksend.rate must be a number of messages a second from 0 (no limit) to 1000000, but is -1.0
					window | 9-18 | --bulksend.window must be two times such as 09:00-18:30 that differ, but is "9-18"
					media.rate | -1 | --bulksend.media.rate must be a number of uploads a second from 0 (no limit) to 100000, but is -1.0
					concurency | 64 | There is no setting --bulksend.concurency. The nearest name is --bulksend.concurrency.
					""")
	void sayWhatTheyTake(String name, String value, String words) throws IOException {
		assertThat(send("--bulksend." + name + "=" + value).err()).isEqualToIgnoringNewLines("bulk-send: " + words);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			--suppress | '' | --suppress is empty: name the list
			--country | '' | --country is empty: name a country
			--country | , | --country is empty: name a country
			""")
	void thatAreEmptyAreRefusedAsOptionsToo(String option, String value, String words) throws IOException {
		Path file = Files.writeString(this.folder.resolve("campaign.csv"),
				"recipient_whatsapp,source,attachment_id\n919833078369,shop,a-1\n");
		for (String command : List.of("send", "check")) {
			List<String> arguments = new ArrayList<>(List.of(command, file.toString(), option, value, "--data-dir",
					this.folder.resolve("data").toString()));
			if (command.equals("send")) {
				arguments.add("--sandbox");
			}
			Captured refused = Captured.run(arguments.toArray(String[]::new));
			assertThat(refused.err()).startsWith("bulk-send: " + words).hasLineCount(1);
			assertThat(refused.exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
		}
	}

	@Test
	void sayWhatTheyTakeAsOptionsToo() throws IOException {
		Path file = Files.writeString(this.folder.resolve("campaign.csv"), "recipient_whatsapp\n919833078369\n");
		assertThat(Captured.run("send", file.toString(), "--sandbox", "--retry", "foo").err())
			.startsWith("bulk-send: --retry takes rejected, in-doubt, failed or an error code such as 8005 or HTTP_413,"
					+ " but is \"foo\"; the nearest is ");
	}

	@Test
	void areNamedAsTheyWereTyped() throws IOException {
		Path file = Files.writeString(this.folder.resolve("campaign.csv"), "recipient_whatsapp\n919833078369\n");
		for (String command : List.of("send", "check")) {
			assertThat(Captured.run(command, file.toString(), "--rate", "-1").err())
				.startsWith("bulk-send: --rate must be a number of messages a second");
		}
		assertThat(Captured.run("send", file.toString(), "--sandbox", "--window", "9-18").err())
			.startsWith("bulk-send: --window must be two times");
		Path settings = Files.writeString(this.folder.resolve("night.properties"), "\nbulksend.rate=-1\n");
		assertThat(Captured.run("check", file.toString(), "--spring.config.additional-location=" + settings).err())
			.startsWith("bulk-send: bulksend.rate (" + settings + ", line 2) must be a number");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "send x.csv", "check x.csv", "status", "results x.csv", "receipts x.json", "sandbox --port=0" })
	void thatThereAreNotAreRefusedByEveryCommand(String command) {
		String[] words = (command + " --bulksend.limits=1").split(" ");
		Captured refused = Captured.run(words);
		assertThat(refused.err()).isEqualToIgnoringNewLines(
				"bulk-send: There is no setting --bulksend.limits. The nearest name is --bulksend.limit.");
		assertThat(refused.exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "amend", "attachments", "api.connect-timeout", "api.media-path", "api.message-path",
			"api.response-timeout", "api.source", "api.token", "api.url", "campaign", "canary", "canary-share",
			"changed", "columns", "concurrency", "corrections", "country", "data-dir", "defaults", "delimiter", "file",
			"give-up-after", "limit", "max-failures", "max-invalid", "media.keep", "media.rate", "metrics",
			"metrics-interval", "not-after", "not-before", "older-than", "per-day", "test-to", "once-per",
			"progress-interval", "rate", "receipts.zone", "report", "results", "retry", "sandbox", "suppress", "window",
			"zone" })
	void areDescribedForEditors(String name) {
		JsonNode described = described().filter((property) -> name(property).equals("bulksend." + name))
			.findFirst()
			.orElseThrow();
		assertThat(described.at("/description").asString()).isNotBlank();
		assertThat(described.at("/type").asString()).isNotBlank();
	}

	@Test
	void noneIsForgottenHere() throws Exception {
		Set<String> refused = Stream
			.of(getClass().getDeclaredMethod("sayTheirNamesAndNothingIsSent", String.class, String.class)
				.getAnnotation(CsvSource.class)
				.textBlock()
				.split("\n"))
			.map((line) -> "bulksend." + line.split("\\|")[0].strip())
			.map((name) -> name.replaceFirst("\\.(columns|defaults)\\..*", ".$1"))
			.collect(Collectors.toCollection(TreeSet::new));
		refused.addAll(ANY_TEXT);
		assertThat(refused).containsAll(described().map(RefusedSettingsTest::name).toList());
	}

	private static Stream<JsonNode> described() {
		try {
			JsonNode metadata = JsonMapper.shared()
				.readTree(Path.of("target/classes/META-INF/spring-configuration-metadata.json").toFile());
			return metadata.at("/properties")
				.valueStream()
				.filter((property) -> name(property).startsWith("bulksend."));
		}
		catch (RuntimeException ex) {
			throw new UncheckedIOException(new IOException("the settings' description cannot be read", ex));
		}
	}

	private static String name(JsonNode property) {
		return property.at("/name").asString();
	}

	private Captured send(String setting) throws IOException {
		Path file = Files.writeString(this.folder.resolve("campaign.csv"),
				"recipient_whatsapp,source,attachment_id\n919833078369,shop,a-1\n");
		List<String> arguments = new ArrayList<>(
				List.of("send", file.toString(), "--bulksend.data-dir=" + this.folder.resolve("data"), setting));
		if (setting.matches("--bulksend.api.(url|me).*")) {
			return withToken(() -> Captured.run(arguments.toArray(String[]::new)));
		}
		if (!setting.startsWith("--bulksend.sandbox")) {
			arguments.add("--sandbox");
		}
		return Captured.run(arguments.toArray(String[]::new));
	}

	private static Captured withToken(Supplier<Captured> run) {
		System.setProperty("bulksend.api.token", "a-token");
		try {
			return run.get();
		}
		finally {
			System.clearProperty("bulksend.api.token");
		}
	}

}
