package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Results;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SendIT {

	private static final String TOKEN = "secret-token-of-the-test";

	@TempDir
	private Path folder;

	@Test
	void sendsEachRowOnceAndSaysWhatBecameOfIt() throws IOException {
		write("campaign.csv", """
				recipient_whatsapp,attachment_id,attachment_url,attachment_type,caption,x-apiheader,shop
				+91 98330-78369,a-1,,,"Grüße,
				zwei Zeilen",ref-1,=Nord
				4915123456789,,https://example.org/a.jpg,image,,,Süd
				12,a-1,,,,,
				919833078369,a-1,,,"Grüße,
				zwei Zeilen",ref-1,again
				""");
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			Ended ended = jar(server).run("send", "campaign.csv", "--concurrency", "1");
			assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
			assertThat(server.requests()).extracting(Request::authorization).containsOnly("Bearer " + TOKEN);
			assertThat(server.requests()).extracting(Request::body)
				.containsExactlyInAnyOrder(
						"{\"message\":[{\"recipient_whatsapp\":\"919833078369\",\"message_type\":\"media\","
								+ "\"recipient_type\":\"individual\",\"source\":\"default-source\",\"x-apiheader\":\"ref-1\","
								+ "\"type_media\":[{\"attachments\":[{\"attachment_id\":\"a-1\","
								+ "\"caption\":\"Grüße,\\nzwei Zeilen\"}]}]}]}",
						"{\"message\":[{\"recipient_whatsapp\":\"4915123456789\",\"message_type\":\"media\","
								+ "\"recipient_type\":\"individual\",\"source\":\"default-source\","
								+ "\"type_media\":[{\"attachments\":[{\"attachment_url\":\"https://example.org/a.jpg\","
								+ "\"attachment_type\":\"image\"}]}]}]}");
			List<Map<String, String>> rows = results();
			assertThat(column(rows, "line")).containsExactly("2", "4", "5", "6");
			assertThat(column(rows, "status")).containsExactly("ACCEPTED", "ACCEPTED", "INVALID", "DUPLICATE");
			assertThat(column(rows, "message_id")).containsExactly("id-1", "id-2", "", "");
			assertThat(column(rows, "error_code")).containsExactly("", "", "RECIPIENT_LENGTH", "");
			assertThat(column(rows, "shop")).containsExactly("'=Nord", "Süd", "", "again");
			assertThat(rows.get(3).get("error_message")).contains("line 2");
		}
	}

	@Test
	void theSameCommandAgainSendsNothingAnotherFileIsRefusedAndNothingOnDiskHoldsTheToken() throws IOException {
		writeRows(30);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			assertThat(jar(server).run("send", "campaign.csv", "--rate", "0", "--debug").exitCode()).isZero();
			assertNothingHoldsTheToken();
			assertThat(Files.getPosixFilePermissions(this.folder.resolve("data/ledger")))
				.isEqualTo(PosixFilePermissions.fromString("rwx------"));
			byte[] first = Files.readAllBytes(this.folder.resolve("campaign-results.csv"));
			Ended again = jar(server).run("send", "campaign.csv", "--rate", "0");
			assertThat(again.exitCode()).isZero();
			assertThat(server.requests()).hasSize(30);
			assertThat(Files.readAllBytes(this.folder.resolve("campaign-results.csv"))).isEqualTo(first);
			writeRows(31);
			Ended other = jar(server).run("send", "campaign.csv");
			assertThat(other.exitCode()).isEqualTo(2);
			assertThat(other.err()).contains("another file")
				.contains("--amend")
				.contains("--corrections")
				.hasLineCount(1);
			assertThat(server.requests()).hasSize(30);
		}
	}

	/**
	 * One call at a time: how many are on their way when the first is refused is else a
	 * matter of time.
	 */
	@Test
	void aWrongAddressAndARefusedAccountBlameNoRowAndTheSameCommandGoesOn() throws IOException {
		writeRows(20);
		try (RecordingServer server = new RecordingServer(
				(number) -> (number <= 1) ? Answer.refused(401, "8004") : Answer.accepted(number, 0))) {
			Map<String, String> elsewhere = new HashMap<>(environment(server));
			elsewhere.put("BULKSEND_API_URL", server.url().replace("/v2/", "/v1/"));
			Ended lost = new JarProcess(this.folder, elsewhere).run("send", "campaign.csv", "--json");
			assertThat(lost.exitCode()).as(lost.err()).isEqualTo(5);
			assertThat(lost.out()).contains("\"outcome\":\"needs_a_person\"", "\"stop_reason\":\"wrong_address\"",
					"(HTTP 404): check BULKSEND_API_URL.");
			assertThat(column(results(), "status")).hasSize(20).containsOnly("NOT_SENT");
			assertThat(server.requests()).isEmpty();
			Ended refused = jar(server).run("send", "campaign.csv", "--concurrency", "1");
			assertThat(refused.exitCode()).as(refused.err()).isEqualTo(5);
			assertThat(column(results(), "status")).hasSize(20).containsOnly("NOT_SENT");
			assertThat(server.requests()).hasSize(1);
			assertThat(jar(server).run("send", "campaign.csv").exitCode()).isZero();
			assertThat(column(results(), "status")).containsOnly("ACCEPTED");
		}
	}

	@Test
	void resumesAfterKillsWithoutSendingTwice() throws IOException {
		int rows = 3_000;
		int concurrency = 16;
		writeRows(rows);
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		try (RecordingServer server = new RecordingServer(
				(number) -> Answer.accepted(number, 1 + Math.floorMod(number * 7919, 15)))) {
			JarProcess jar = jar(server);
			int kills = 4;
			for (int kill = 0; kill < kills; kill++) {
				Process process = jar.start("send", "campaign.csv", "--rate", "0", "--concurrency", "" + concurrency);
				server.awaitRequests(1 + random.nextInt(500));
				process.destroyForcibly();
				jar.await(process);
			}
			Ended ended = jar.run("send", "campaign.csv", "--rate", "0", "--concurrency", "" + concurrency);
			assertThat(ended.exitCode()).as(ended.err()).isIn(0, 1);
			Map<String, Long> calls = server.requests()
				.stream()
				.collect(Collectors.groupingBy(Request::recipient, Collectors.counting()));
			assertThat(calls.values()).as("calls for each recipient, seed " + seed).containsOnly(1L);
			Map<String, String> ids = server.requests()
				.stream()
				.collect(Collectors.toMap(Request::recipient, Request::id));
			List<Map<String, String>> results = results();
			assertThat(results).hasSize(rows);
			for (Map<String, String> row : results) {
				if (row.get("status").equals("ACCEPTED")) {
					assertThat(row.get("message_id")).isEqualTo(ids.get(row.get("recipient_whatsapp")));
				}
				else {
					assertThat(row.get("status") + " " + row.get("error_code")).isEqualTo("IN_DOUBT INTERRUPTED");
				}
			}
			assertThat(results.stream().filter((row) -> row.get("status").equals("IN_DOUBT")))
				.as("rows in doubt, seed " + seed)
				.hasSizeLessThanOrEqualTo(kills * 2 * concurrency);
		}
	}

	@Test
	void aSignalStopsTheRunAndTheSameCommandGoesOn() throws IOException {
		writeRows(300);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 300))) {
			JarProcess jar = jar(server);
			Process process = jar.start("send", "campaign.csv", "--rate", "100");
			server.awaitRequests(50);
			process.destroy();
			Ended stopped = jar.await(process);
			assertThat(stopped.exitCode()).isEqualTo(3);
			assertThat(column(results(), "status")).containsOnly("ACCEPTED", "NOT_SENT");
			assertThat(jar.run("send", "campaign.csv", "--rate", "0").exitCode()).isZero();
			assertThat(column(results(), "status")).containsOnly("ACCEPTED");
			assertThat(server.requests()).extracting(Request::recipient).doesNotHaveDuplicates().hasSize(300);
		}
	}

	@Test
	void whileOneRunIsOnASecondEndsAndSaysSo() throws IOException {
		writeRows(300);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 100))) {
			JarProcess jar = jar(server);
			Process process = jar.start("send", "campaign.csv", "--rate", "20");
			server.awaitRequests(5);
			Files.createDirectory(this.folder.resolve("second"));
			Ended second = new JarProcess(this.folder.resolve("second"), environment(server)).run("send",
					"../campaign.csv", "--data-dir", "../data");
			process.destroyForcibly();
			assertThat(second.exitCode()).isEqualTo(4);
			assertThat(second.err()).contains("Another run").hasLineCount(1);
		}
	}

	@Test
	void theSandboxHasALedgerOfItsOwn() throws IOException {
		writeRows(5);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			assertThat(jar(server).run("send", "campaign.csv", "--sandbox").exitCode()).isZero();
			assertThat(server.requests()).isEmpty();
			assertThat(this.folder.resolve("campaign-sandbox-results.csv")).exists();
			assertThat(this.folder.resolve("campaign-sandbox-report.html")).exists();
			assertThat(this.folder.resolve("campaign-results.csv")).doesNotExist();
			assertThat(jar(server).run("send", "campaign.csv").exitCode()).isZero();
			assertThat(server.requests()).hasSize(5);
		}
	}

	@Test
	void withoutATokenNothingIsSent() throws IOException {
		writeRows(5);
		Ended ended = new JarProcess(this.folder, Map.of()).run("send", "campaign.csv");
		assertThat(ended.exitCode()).isEqualTo(2);
		assertThat(ended.err()).contains("BULKSEND_API_TOKEN").hasLineCount(1);
	}

	private void assertNothingHoldsTheToken() throws IOException {
		try (Stream<Path> files = Files.walk(this.folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as(file.toString())
					.doesNotContain(TOKEN);
			}
		}
	}

	private JarProcess jar(RecordingServer server) {
		return new JarProcess(this.folder, environment(server));
	}

	private static Map<String, String> environment(RecordingServer server) {
		return Map.of("BULKSEND_API_TOKEN", TOKEN, "BULKSEND_API_SOURCE", "default-source", "BULKSEND_API_URL",
				server.url());
	}

	private void write(String name, String text) throws IOException {
		Files.writeString(this.folder.resolve(name), text);
	}

	private void writeRows(int rows) throws IOException {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < rows; row++) {
			text.append(919_800_000_000L + row).append(",1fc380aa-6953-4e95-aef9-f220a22d51a3\n");
		}
		write("campaign.csv", text.toString());
	}

	private List<Map<String, String>> results() {
		return Results.read(this.folder.resolve("campaign-results.csv"));
	}

	private static List<String> column(List<Map<String, String>> rows, String name) {
		Function<Map<String, String>, String> value = (row) -> row.get(name);
		return rows.stream().map(value).toList();
	}

}
