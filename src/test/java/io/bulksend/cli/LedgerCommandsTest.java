package io.bulksend.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What status, results and receipts say about campaigns that were sent to the sandbox:
 * one that is done, and one of which rows are left.
 */
class LedgerCommandsTest {

	private static final String HEADER = "recipient_whatsapp,attachment_id,source\n";

	@TempDir
	private static Path folder;

	@BeforeAll
	static void send() throws IOException {
		Files.writeString(folder.resolve("done.csv"), HEADER
				+ "919833078369,1fc380aa-6953-4e95-aef9-f220a22d51a3,shop\n919833078002,1fc380aa-6953-4e95-aef9-f220a22d51a3,shop\n12,1fc380aa-6953-4e95-aef9-f220a22d51a3,shop\n919833070408,1fc380aa-6953-4e95-aef9-f220a22d51a3,shop\n");
		Files.writeString(folder.resolve("open spring offers for customers.csv"), HEADER
				+ "919833078369,1fc380aa-6953-4e95-aef9-f220a22d51a3,shop\n919833078370,1fc380aa-6953-4e95-aef9-f220a22d51a3,shop\n");
		assertThat(run("send", file("done.csv")).exitCode()).isEqualTo(1);
		assertThat(run("send", file("open spring offers for customers.csv"), "--limit", "1").exitCode()).isEqualTo(3);
	}

	@Test
	void statusListsTheCampaignsTheLatestFirst() {
		Captured status = run("status");
		assertThat(status.err()).isEmpty();
		assertThat(status.exitCode()).isZero();
		assertThat(status.out().replaceAll("\\d{4}-\\d\\d-\\d\\d", "2026-11-21")).isEqualToNormalizingNewlines("""
				Campaign             Begun           Rows  Accepted  To check      Left State
				open spring offers for customers
				                     2026-11-21         2         1         0         1 open
				done                 2026-11-21         4         1         3         0 done

				More about one of them, its runs and what to do next:
				    target/bulk-send status 'open spring offers for customers' --sandbox --data-dir FOLDER/data
				""".replace("FOLDER", folder.toString()));
	}

	@Test
	void statusTellsMoreAboutOneCampaignInEightyColumns() {
		Captured status = run("status", "done");
		assertThat(status.exitCode()).isZero();
		assertThat(status.out()).contains("done.csv, 4 rows, SHA-256 ", "done: nothing is left to send")
			.containsPattern("REJECTED +1\n")
			.containsPattern("  8002 +1\n      Ask the customer to opt in")
			.doesNotContain("\"send ");
		// Commands are in one line however long, so that they can be copied.
		assertThat(status.out().lines().filter((line) -> !line.matches(" +(target/bulk-send|send /).*")))
			.allMatch((line) -> line.length() <= 80);
		String open = run("status", "open spring offers for customers").out();
		assertThat(open.replaceAll("\\s+", " ")).contains("not finished; no run is on", "stopped.",
				"Next: Send the row that is left:");
		assertThat(open).contains("    target/bulk-send send '" + file("open spring offers for customers.csv") + "' ");
	}

	@Test
	void commandsThatStatusPrintsCanBePasted() {
		String data = folder.resolve("data").toString();
		String results = "    target/bulk-send results " + file("done.csv") + " --sandbox --data-dir " + data + "\n";
		assertThat(run("status", "done").out()).contains(results,
				"    target/bulk-send receipts FILE --sandbox --data-dir " + data + "\n");
		assertThat(Captured.run("status", "done", "--bulksend.sandbox=true", "--bulksend.data-dir=" + data).out())
			.contains(results,
					"    target/bulk-send receipts FILE --bulksend.sandbox=true --bulksend.data-dir=" + data + "\n");
		String pasted = results.strip().replaceFirst("target/bulk-send ", "");
		assertThat(Captured.run(pasted.split(" ")).exitCode()).isEqualTo(1);
	}

	@Test
	void statusInJsonSaysTheSame() {
		JsonNode all = json(run("status", "--json"));
		assertThat(all.get("campaigns").findValuesAsString("campaign"))
			.containsExactly("open spring offers for customers", "done");
		JsonNode one = json(run("status", "done", "--json"));
		assertThat(one.get("state").asString()).isEqualTo("done");
		assertThat(one.get("rows").asInt()).isEqualTo(4);
		assertThat(one.get("counts").get("REJECTED").asInt()).isEqualTo(1);
		assertThat(one.get("codes").get("RECIPIENT_LENGTH").asInt()).isEqualTo(1);
		assertThat(one.get("files").get(0).get("current").asBoolean()).isTrue();
	}

	@Test
	void jsonOfEachCommandBeginsAlike() throws IOException {
		Path receipts = Files.writeString(folder.resolve("receipts.json"), "[]");
		String outcome = "\"exit_code\":%d,\"outcome\":\"%s\",";
		assertThat(run("status", "--json").out()).startsWith("{\"command\":\"status\"," + outcome.formatted(0, "done"));
		assertThat(run("status", "done", "--json").out())
			.startsWith("{\"command\":\"status\"," + outcome.formatted(0, "done"));
		assertThat(run("results", file("done.csv"), "--json").out())
			.startsWith("{\"command\":\"results\"," + outcome.formatted(1, "needs_a_look"));
		assertThat(run("receipts", receipts.toString(), "--json").out())
			.startsWith("{\"command\":\"receipts\"," + outcome.formatted(0, "done"));
	}

	@Test
	void anUnknownCampaignIsRefusedWithTheNamesThatThereAre() {
		Captured status = run("status", "summer");
		assertThat(status.exitCode()).isEqualTo(2);
		assertThat(status.out()).isEmpty();
		assertThat(status.err()).hasLineCount(1).contains("\"summer\"", "\"done\"");
		assertRefused("no campaign \"summer\"", "results", file("done.csv"), "--campaign", "summer");
	}

	@Test
	void whereThereIsNoLedgerNoneIsMade(@TempDir Path elsewhere) throws IOException {
		Path receipts = Files.writeString(elsewhere.resolve("receipts"), "{}");
		for (List<String> command : List.of(List.of("status"), List.of("status", "done"), List.of("status", "--json"),
				List.of("results", file("done.csv")), List.of("receipts", elsewhere.resolve("none").toString()),
				List.of("opt-outs"), List.of("opt-outs", "--remove", "919833078369"))) {
			List<String> arguments = new ArrayList<>(command);
			arguments.addAll(List.of("--data-dir", elsewhere.toString()));
			Captured refused = Captured.run(arguments.toArray(String[]::new));
			assertThat(refused.exitCode()).as(command.toString()).isEqualTo(2);
			assertThat(refused.err()).hasLineCount(1)
				.contains("There is no ledger in " + elsewhere)
				.doesNotContain("--data-dir");
			if (command.contains("--json")) {
				assertThat(json(new Captured(2, refused.out(), "")).get("exit_code").asInt()).isEqualTo(2);
			}
			else {
				assertThat(refused.out()).isEmpty();
			}
		}
		try (Stream<Path> files = Files.list(elsewhere)) {
			assertThat(files).containsExactly(receipts);
		}
	}

	@Test
	void resultsAreWrittenAnewAsOftenAsOneLikes() throws IOException {
		byte[] sent = Files.readAllBytes(folder.resolve("done-sandbox-results.csv"));
		Path target = folder.resolve("other.csv");
		Captured results = run("results", file("done.csv"), "--results", target.toString(), "--json");
		assertThat(results.exitCode()).as(results.err()).isEqualTo(1);
		JsonNode json = json(results);
		assertThat(json.get("results").asString()).isEqualTo(target.toString());
		assertThat(json.get("counts").get("IN_DOUBT").asInt()).isEqualTo(1);
		assertThat(json.get("exit_code").asInt()).isEqualTo(1);
		assertThat(Files.readAllBytes(target)).isEqualTo(sent);
		assertThat(run("results", file("open spring offers for customers.csv")).exitCode()).isEqualTo(3);
	}

	@Test
	void resultsOfAnotherFileAreRefused() throws IOException {
		Path changed = folder.resolve("changed.csv");
		Files.writeString(changed, Files.readString(folder.resolve("done.csv"))
				+ "4915123456789,1fc380aa-6953-4e95-aef9-f220a22d51a3,shop\n");
		assertRefused("changed.csv: this file is not the one that the campaign \"done\" was sent with", "results",
				changed.toString(), "--campaign", "done");
		assertThat(folder.resolve("changed-sandbox-results.csv")).doesNotExist();
		assertRefused("there is no such file", "results", file("none.csv"));
	}

	@Test
	void receiptsFillTheResultsInWhateverOrderTheyCome(@TempDir Path other) throws IOException {
		Files.writeString(other.resolve("one.csv"), HEADER
				+ "919833078369,1fc380aa-6953-4e95-aef9-f220a22d51a3,shop\n4915123456789,1fc380aa-6953-4e95-aef9-f220a22d51a3,shop\n");
		String data = other.toString();
		assertThat(
				Captured.run("send", other.resolve("one.csv").toString(), "--sandbox", "--data-dir", data).exitCode())
			.isZero();
		List<String> ids = results(other).stream().map((row) -> row.split(",")[5]).toList();
		Path first = Files.writeString(other.resolve("first.json"),
				receipt(ids.get(0), "read", "", "2026-03-01 12:00:05") + receipt("nobody's", "sent", "", ""));
		Path second = Files.writeString(other.resolve("second.ndjson"),
				receipt(ids.get(0), "delivered", "", "2026-03-01 12:00:01") + "\nnot JSON\n"
						+ receipt(ids.get(1), "failed", "=gone", "2026-03-01 12:00:02") + "\n{\"delivery");
		Captured taken = Captured.run("receipts", first.toString(), second.toString(), "--sandbox", "--data-dir", data,
				"--zone", "Asia/Kolkata");
		assertThat(taken.exitCode()).isZero();
		assertThat(taken.err().lines()).hasSize(2)
			.anyMatch((line) -> line.contains("second.ndjson: line 2 is not JSON"))
			.anyMatch((line) -> line.contains("second.ndjson: it ends in the middle of line 4"));
		assertThat(taken.out()).containsPattern("Receipts taken in +4\n")
			.containsPattern("unknown to the ledger +1\n")
			.contains("Receipts of unknown messages are kept");
		assertThat(taken.out().lines()).allMatch((line) -> line.length() <= 80);
		assertThat(Captured.run("results", other.resolve("one.csv").toString(), "--sandbox", "--data-dir", data)
			.exitCode()).isZero();
		String[] read = results(other).get(0).split(",", -1);
		assertThat(read[10]).isEqualTo("read");
		assertThat(OffsetDateTime.parse(read[11])).isEqualTo("2026-03-01T12:00:01+05:30");
		assertThat(results(other).get(1))
			.endsWith(",failed: =gone,,It did not reach the recipient: check the number or try another way.,one");
		assertThat(Captured.run("status", "one", "--sandbox", "--data-dir", data).out())
			.containsPattern("accepted +2  100.0 %\n  sent +1  50.0 %\n  delivered +1  50.0 %\n  read +1  50.0 %\n"
					+ "  failed +1  50.0 %\n");
		Captured summary = Captured.run("results", other.resolve("one.csv").toString(), "--sandbox", "--data-dir",
				data);
		assertThat(summary.out()).containsPattern("  read +1  50.0 %\n  failed +1  50.0 %\n    1: =gone\n");
		JsonNode json = json(Captured.run("results", other.resolve("one.csv").toString(), "--sandbox", "--data-dir",
				data, "--json"));
		assertThat(json.get("deliveries").toString())
			.isEqualTo("{\"accepted\":2,\"sent\":1,\"delivered\":1,\"read\":1,\"failed\":1}");
		assertThat(json.get("delivery_failures").toString()).isEqualTo("[{\"reason\":\"=gone\",\"count\":1}]");
		assertThat(json(Captured.run("status", "one", "--sandbox", "--data-dir", data, "--json")).get("deliveries"))
			.isEqualTo(json.get("deliveries"));
	}

	@Test
	void receiptsThatCannotBeReadAreRefusedAloneAndNothingOfThemIsTaken() throws IOException {
		Path bad = Files.writeString(folder.resolve("bad.json"),
				receipt("m-1", "read", "", "").replace("[", "[\n").replace("]}", "\n]"));
		Path good = Files.writeString(folder.resolve("good.json"), receipt("m-2", "read", "", ""));
		Captured taken = run("receipts", bad.toString(), good.toString(), folder.toString(), file("none"), "--json");
		assertThat(taken.exitCode()).isEqualTo(2);
		assertThat(taken.err().lines()).hasSize(3)
			.anyMatch((line) -> line
				.contains("bad.json: the file ends in the middle of a JSON document (line 3, character ")
					&& line.contains("Nothing of it was taken in."))
			.anyMatch((line) -> line.contains("this is a folder"))
			.anyMatch((line) -> line.contains("there is no such file"));
		JsonNode json = json(new Captured(2, taken.out(), ""));
		assertThat(json.get("receipts").asInt()).isEqualTo(1);
		assertThat(json.get("messages").asInt()).isEqualTo(1);
		assertThat(json.get("files").get(1).get("receipts").asInt()).isEqualTo(1);
	}

	@Test
	void noOtherFolderIsProposedWhereOneCannotBeUsed(@TempDir Path elsewhere) {
		Captured refused = Captured.run("status", "--data-dir", elsewhere.resolve("a;b").toString());
		assertThat(refused.err()).doesNotContain("another folder");
		Captured sent = Captured.run("send", file("done.csv"), "--sandbox", "--data-dir",
				elsewhere.resolve("a;b").toString());
		assertThat(sent.exitCode()).isEqualTo(2);
		assertThat(sent.err()).contains("semicolon", "rename the folder").doesNotContain("another folder");
	}

	@Test
	void receiptsComeByStandardInputToo() throws IOException {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		for (String member : List.of("m-2", "m-2")) {
			try (OutputStream gzip = new GZIPOutputStream(compressed)) {
				gzip.write(receipt(member, "read", "", "").getBytes(StandardCharsets.UTF_8));
			}
		}
		String lines = receipt("m-2", "read", "", "") + "\n" + receipt("m-2", "sent", "", "") + "\n";
		for (byte[] given : List.of(compressed.toByteArray(), lines.getBytes(StandardCharsets.UTF_8))) {
			Captured taken = receipts(given);
			assertThat(taken.exitCode()).as(taken.err()).isZero();
			assertThat(taken.out()).containsPattern("Receipts taken in +2\n");
		}
	}

	@ParameterizedTest
	@CsvSource({ "'',0", "'\n',0", "'{\"delivery_status\":[]}',0",
			"'{\"incoming_message\":[{\"from\":\"919833078369\"}]}',0",
			"'{\"delivery_status\":[{\"ncmessage_id\":\"m\",\"status\":\"warning\"}]}',0",
			"'{\"incoming_message\":[]}',0", "'{\"delivery_status\":[{\"a\":1}]}',2", "'{\"delivery_status\":17}',2",
			"'{\"a\":1}',2", "17,2", "not JSON,2" })
	void nothingIsFineAndWhatIsNotUnderstoodIsRefused(String given, int exitCode) {
		Captured taken = receipts(given.getBytes(StandardCharsets.UTF_8));
		assertThat(taken.exitCode()).as(taken.err()).isEqualTo(exitCode);
		if (exitCode != 0) {
			assertThat(taken.err()).hasLineCount(1).startsWith("bulk-send: standard input: ");
		}
	}

	@Test
	void standardInputIsNoFileOfThisFolderInJson() {
		assertThat(receipts(new byte[0], "--json").out()).contains("\"file\":\"-\"");
	}

	/** Takes in what comes by a pipe, of which one never knows what is to come. */
	private static Captured receipts(byte[] given, String... options) {
		InputStream former = System.in;
		System.setIn(new ByteArrayInputStream(given) {
			@Override
			public synchronized int available() {
				return 0;
			}
		});
		try {
			return run(Stream.concat(Stream.of("receipts", "-"), Stream.of(options)).toArray(String[]::new));
		}
		finally {
			System.setIn(former);
		}
	}

	@Test
	void aZoneThatIsNoneIsRefusedInOneLine() throws IOException {
		Path good = Files.writeString(folder.resolve("good.json"), "");
		assertRefused("bulksend.receipts.zone", "receipts", good.toString(), "--zone", "Mars/Olympus");
	}

	private static void assertRefused(String words, String... arguments) {
		Captured refused = run(arguments);
		assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
		assertThat(refused.out()).isEmpty();
		assertThat(refused.err()).hasLineCount(1).contains(words);
	}

	private static Captured run(String... arguments) {
		return Captured.run(Stream
			.concat(Stream.of(arguments), Stream.of("--sandbox", "--data-dir", folder.resolve("data").toString()))
			.toArray(String[]::new));
	}

	private static String file(String name) {
		return folder.resolve(name).toString();
	}

	private static List<String> results(Path folder) throws IOException {
		return Files.readAllLines(folder.resolve("one-sandbox-results.csv"), StandardCharsets.UTF_8)
			.stream()
			.skip(1)
			.toList();
	}

	private static String receipt(String id, String status, String remark, String at) {
		return """
				{"delivery_status":[{"ncmessage_id":"%s","recipient":"919833078369","status":"%s",\
				"status_remark":"%s","received_at":"%s","source":"shop"}]}""".formatted(id, status, remark, at);
	}

	private static JsonNode json(Captured captured) {
		assertThat(captured.err()).isEmpty();
		assertThat(captured.out()).hasLineCount(1);
		return new ObjectMapper().readTree(captured.out());
	}

}
