package io.bulksend.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bulksend.testsupport.OptOutMessages;
import io.bulksend.testsupport.Results;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever asked not to be written to gets nothing more, on every database.
 */
abstract class SparedPeopleContract {

	private static final ObjectMapper JSON = new ObjectMapper();

	static final String NEWS = """
			recipient_whatsapp,attachment_id,caption
			447700900112,flyer-7,Our autumn programme is out
			447700900138,flyer-7,Our autumn programme is out
			447700900175,flyer-7,Our autumn programme is out
			""";

	private static final String ADVICE = "Take this number off your lists: its owner wants no messages.";

	@TempDir
	private Path folder;

	Desk desk;

	/** The property that names the database; empty for the embedded one. */
	abstract String database();

	@BeforeEach
	void open() {
		this.desk = new Desk(this.folder, database());
	}

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void whoSaysStopInWhateverWayGetsNothingMoreAndWhoDoesNotGetsAll() {
		List<String> messages = new ArrayList<>(OptOutMessages.STOPS);
		messages.addAll(OptOutMessages.NEAR_MISSES);
		StringBuilder campaign = new StringBuilder("recipient_whatsapp,attachment_id\n");
		List<String> posts = new ArrayList<>();
		for (int i = 0; i < messages.size(); i++) {
			campaign.append(number(i)).append(",flyer-7\n");
			posts.add(message(number(i), messages.get(i), "1782241255"));
		}
		this.desk.write("news.csv", campaign.toString());
		Path file = this.desk.write("posts.ndjson", String.join("\n", posts) + "\n");
		Captured taken = this.desk.run(List.of("receipts", file.toString(), "--json"));
		assertThat(taken.exitCode()).as(taken.err()).isZero();
		assertThat(json(taken).get("opted_out").asInt()).isEqualTo(OptOutMessages.STOPS.size());
		assertThat(json(taken).get("incoming").asInt()).isEqualTo(messages.size());
		assertThat(this.desk.send("news.csv").exitCode()).isZero();
		Set<String> spared = new HashSet<>();
		for (int i = 0; i < OptOutMessages.STOPS.size(); i++) {
			spared.add(number(i));
		}
		Map<String, Long> received = this.desk.received();
		assertThat(received).doesNotContainKeys(spared.toArray(String[]::new))
			.hasSize(OptOutMessages.NEAR_MISSES.size());
		for (Map<String, String> row : results("news")) {
			boolean out = spared.contains(row.get("recipient_whatsapp"));
			assertThat(row.get("status")).isEqualTo(out ? "SUPPRESSED" : "ACCEPTED");
			assertThat(row.get("error_code")).isEqualTo(out ? "OPTED_OUT" : "");
			assertThat(row.get("advice")).isEqualTo(out ? ADVICE : "");
		}
	}

	@Test
	void aCampaignUnderWaySparesThemFromItsNextStartAndCheckForeseesIt() {
		this.desk.write("news.csv", NEWS);
		assertThat(this.desk.send("news.csv", "--limit", "1").exitCode()).isEqualTo(3);
		receipts(message("447700900138", "Stop", "1782241255"));
		JsonNode check = json(this.desk.run("check", "news.csv", "--json"));
		assertThat(check.get("go_out").asInt()).isEqualTo(1);
		assertThat(check.get("findings").findValuesAsString("code")).containsExactly("OPTED_OUT");
		assertThat(this.desk.run("check", "news.csv").out()).containsPattern("Would be sent +1")
			.contains("SUPPRESSED OPTED_OUT");
		Captured sent = this.desk.send("news.csv", "--json");
		assertThat(sent.exitCode()).isZero();
		assertThat(json(sent).get("counts").get("SUPPRESSED").asInt()).isEqualTo(1);
		assertThat(json(sent).get("findings").findValuesAsString("code")).containsExactly("OPTED_OUT");
		assertThat(this.desk.received()).isEqualTo(Map.of("447700900112", 1L, "447700900175", 1L));
		receipts(message("447700900138", "Start", "1782241256"));
		assertThat(this.desk.send("news.csv").exitCode()).isZero();
		assertThat(this.desk.received()).doesNotContainKey("447700900138");
		this.desk.write("more.csv", NEWS.replace("autumn", "winter"));
		assertThat(this.desk.send("more.csv").exitCode()).isZero();
		assertThat(this.desk.received()).containsEntry("447700900138", 1L);
	}

	@Test
	void whatWasSentBeforeItsRecipientAskedForNoMoreStaysSentInAnAmendedFile() {
		this.desk.write("news.csv", NEWS);
		assertThat(this.desk.send("news.csv", "--limit", "1").exitCode()).isEqualTo(3);
		this.desk.loseReplies();
		assertThat(this.desk.send("news.csv", "--limit", "1").exitCode()).isEqualTo(3);
		receipts(message("447700900112", "Stop", "1782241255"), message("447700900138", "Stop", "1782241255"),
				message("447700900175", "Stop", "1782241255"));
		this.desk.write("amended.csv", NEWS + NEWS.lines().skip(1).findFirst().orElseThrow() + "\n");
		String[] amend = { "--campaign", "news", "--amend" };
		for (Captured check : List.of(this.desk.run("check", "news.csv"),
				this.desk.run("check", "amended.csv", amend))) {
			assertThat(check.out()).containsPattern("Would be sent +0\n")
				.containsPattern("left alone: ACCEPTED +1\n")
				.containsPattern("left alone: IN_DOUBT +1\n")
				.containsPattern("SUPPRESSED OPTED_OUT +1 +4\n");
		}
		for (int runs = 0; runs < 2; runs++) {
			assertThat(this.desk.send("amended.csv", amend).exitCode()).isEqualTo(1);
			assertThat(results("amended")).extracting((row) -> row.get("status"))
				.containsExactly("ACCEPTED", "IN_DOUBT", "SUPPRESSED", "DUPLICATE");
			assertThat(results("amended").get(0).get("message_id")).isNotEmpty();
		}
		assertThat(this.desk.received()).isEqualTo(Map.of("447700900112", 1L, "447700900138", 1L));
	}

	@Test
	void whatMayHaveArrivedStaysWhatItIsWhereARetryMustNotReachItsRecipient() {
		this.desk.write("news.csv", NEWS);
		assertThat(this.desk.send("news.csv", "--limit", "1").exitCode()).isEqualTo(3);
		this.desk.loseReplies();
		assertThat(this.desk.send("news.csv").exitCode()).isEqualTo(1);
		String id = results("news").get(0).get("message_id");
		receipts("{\"delivery_status\":[{\"ncmessage_id\":\"" + id + "\",\"status\":\"failed\"}]}",
				message("447700900112", "Stop", "1782241255"), message("447700900138", "Stop", "1782241255"));
		String[] retry = { "--retry", "failed,in-doubt" };
		assertThat(this.desk.run("check", "news.csv", retry).out()).containsPattern("Would be sent +1\n");
		assertThat(this.desk.send("news.csv", retry).exitCode()).isEqualTo(1);
		assertThat(results("news")).extracting((row) -> row.get("status"))
			.containsExactly("ACCEPTED", "IN_DOUBT", "IN_DOUBT");
		assertThat(results("news").get(0)).containsEntry("message_id", id).containsEntry("delivery_status", "failed");
		assertThat(this.desk.received()).isEqualTo(Map.of("447700900112", 1L, "447700900138", 1L, "447700900175", 2L));
	}

	@Test
	void whatMayHaveArrivedStaysWhatItIsWhereItsRecipientIsSuppressedSinceAndThatIsSaid() {
		this.desk.write("news.csv", NEWS);
		assertThat(this.desk.send("news.csv", "--limit", "1").exitCode()).isEqualTo(3);
		this.desk.loseReplies();
		assertThat(this.desk.send("news.csv").exitCode()).isEqualTo(1);
		String id = results("news").get(0).get("message_id");
		receipts("{\"delivery_status\":[{\"ncmessage_id\":\"" + id + "\",\"status\":\"failed\"}]}");
		this.desk.write("never.txt", "+44 7700 900112\n+44 7700 900138\n");
		String[] retry = { "--retry", "failed,in-doubt,GATEWAY_ERROR", "--suppress",
				this.desk.path("never.txt").toString() };
		assertThat(this.desk.run("check", "news.csv", retry).out()).containsPattern("Would be sent +1\n");
		Captured sent = this.desk.send("news.csv", retry);
		assertThat(sent.exitCode()).isEqualTo(1);
		assertThat((sent.out() + sent.err()).replaceAll("\\s+", " "))
			.contains("2 messages that may have arrived, or failed to, are for people who opted out or are suppressed");
		assertThat(results("news")).extracting((row) -> row.get("status"))
			.containsExactly("ACCEPTED", "IN_DOUBT", "IN_DOUBT");
		assertThat(results("news").get(0)).containsEntry("message_id", id).containsEntry("delivery_status", "failed");
		assertThat(this.desk.received()).isEqualTo(Map.of("447700900112", 1L, "447700900138", 1L, "447700900175", 2L));
		assertThat(json(this.desk.run("send", "news.csv",
				Stream.concat(Stream.of(retry), Stream.of("--json")).toArray(String[]::new)))
			.get("spared")
			.asInt()).isEqualTo(2);
	}

	@Test
	void theListIsReadAndChangedByHand() {
		Captured added = this.desk
			.run(List.of("opt-outs", "--add", "+44 7700 900112", "--add", "447700900138,525553500118"));
		assertThat(added.exitCode()).as(added.err()).isZero();
		assertThat(added.out()).contains("447700900112       is written to no more", "3 numbers have opted out.");
		assertThat(Files.exists(this.desk.path("data"))).isEqualTo(database().isEmpty());
		Captured empty = this.desk.run(List.of("opt-outs", "--add", "447700900199", "--add", ""));
		assertThat(empty.exitCode()).isEqualTo(2);
		assertThat(empty.err()).contains("One of the numbers to add or remove is empty. Nothing was changed.");
		receipts(message("447700900175", "Stop", "1782241255"));
		List<String> list = this.desk.run(List.of("opt-outs")).out().lines().toList();
		assertThat(list).hasSize(4).anyMatch((line) -> line.matches("447700900175 +20\\d\\d-.* by a message"));
		assertThat(list).filteredOn((line) -> line.endsWith("  entered by hand")).hasSize(3);
		JsonNode removed = json(
				this.desk.run(List.of("opt-outs", "--remove", "5215553500118", "--remove", "447700900199", "--json")));
		assertThat(removed.get("removed").toString()).isEqualTo("[\"5215553500118\"]");
		assertThat(removed.get("unchanged").toString()).isEqualTo("[\"447700900199\"]");
		assertThat(removed.get("opt_outs").findValuesAsString("recipient")).containsExactly("447700900175",
				"447700900112", "447700900138");
		assertThat(removed.get("opt_outs").findValuesAsString("how")).containsExactly("message", "command", "command");
	}

	void receipts(String... posts) {
		Path file = this.desk.write("posts.ndjson", String.join("\n", posts) + "\n");
		Captured taken = this.desk.run(List.of("receipts", file.toString()));
		assertThat(taken.exitCode()).as(taken.err()).isZero();
	}

	List<Map<String, String>> results(String campaign) {
		return Results.read(this.desk.path(campaign + "-results.csv"));
	}

	private static String number(int person) {
		return Long.toString(919_800_000_000L + person);
	}

	static String message(String from, String text, String at) {
		String quoted = JSON.writeValueAsString(text);
		return """
				{"incoming_message":[{"from":"%s","to":"912240005000","message_id":"wamid.x","message_type":"TEXT",\
				"text_type":{"text":%s},"received_at":"%s","context":{"ncmessage_id":"","message_id":""}}]}"""
			.formatted(from, quoted, at);
	}

	static JsonNode json(Captured captured) {
		assertThat(captured.err().lines().collect(Collectors.joining())).doesNotContain("Exception");
		return JSON.readTree(captured.out());
	}

}
