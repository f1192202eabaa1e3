package io.bulksend.endtoend;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Results;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiptsIT {

	private static final int ROWS = 1_000;

	private static final int FILES = 1_000;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
		.withZone(ZoneOffset.UTC);

	/** What is reported of one message after the other. */
	private static final List<List<String>> REPORTS = List.of(List.of("sent"), List.of("sent", "delivered"),
			List.of("sent", "delivered", "read"), List.of("sent", "failed"), List.of("read"), List.of());

	private static final List<String> DELIVERY = List.of("sent", "delivered", "read", "failed: number is gone", "read",
			"");

	private Instant now = Instant.EPOCH;

	@TempDir
	private Path folder;

	@Test
	void ofBothVersionsShuffledAndDoubledInAThousandFilesTheyGiveEachRowItsStatusAndSettleThoseInDoubt()
			throws IOException {
		writeCampaign();
		long seed = new Random().nextLong();
		try (RecordingServer server = new RecordingServer(ReceiptsIT::answer)) {
			JarProcess jar = new JarProcess(this.folder, Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_URL",
					server.url(), "BULKSEND_API_SOURCE", "shop"));
			assertThat(jar.run("send", "campaign.csv", "--rate", "0").exitCode()).isEqualTo(1);
			this.now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
			Map<String, Integer> numbers = new HashMap<>();
			List<String> receipts = receipts(server.requests(), numbers);
			receipts.addAll(List.copyOf(receipts));
			Collections.shuffle(receipts, new Random(seed));
			List<String> files = write(receipts);
			files.add(0, "receipts");
			Ended taken = jar.run(files.toArray(String[]::new));
			assertThat(taken.exitCode()).as(taken.err()).isZero();
			assertThat(taken.err()).isEmpty();
			assertThat(taken.out()).containsPattern("Receipts taken in +%,d\n".formatted(receipts.size()))
				.containsPattern("unknown to the ledger +0\n")
				.containsPattern("Rows in doubt that are ACCEPTED now +%d\n".formatted(ROWS / 50));
			assertThat(jar.run("results", "campaign.csv").exitCode()).isZero();
			requireDelivered(numbers, seed);
			Collections.shuffle(files.subList(1, files.size()), new Random(seed));
			assertThat(jar.run(files.toArray(String[]::new)).out())
				.containsPattern("Rows in doubt that are ACCEPTED now +0\n");
			assertThat(jar.run("send", "campaign.csv").exitCode()).isZero();
			assertThat(server.requests()).hasSize(ROWS);
			requireDelivered(numbers, seed);
		}
	}

	/** Some replies are lost on the way. */
	private static Answer answer(int number) {
		return (number % 50 == 0) ? new Answer(502, "<html>Bad Gateway</html>", 0, "id-" + number)
				: Answer.accepted(number, 0);
	}

	private void requireDelivered(Map<String, Integer> numbers, long seed) {
		List<Map<String, String>> rows = Results.read(this.folder.resolve("campaign-results.csv"));
		assertThat(rows).hasSize(ROWS);
		for (Map<String, String> row : rows) {
			int number = numbers.get(row.get("recipient_whatsapp"));
			assertThat(row.get("status")).as("seed " + seed).isEqualTo("ACCEPTED");
			assertThat(row.get("message_id")).isEqualTo("id-" + number);
			int kind = kind(number);
			assertThat(row.get("delivery_status")).isEqualTo(DELIVERY.get(kind));
			if (kind == 1 || kind == 2 || kind == 4) {
				assertThat(OffsetDateTime.parse(row.get("delivered_at")).toInstant())
					.isEqualTo(this.now.plusSeconds((kind == 4) ? 3 : 2));
			}
			else {
				assertThat(row.get("delivered_at")).isEmpty();
			}
		}
	}

	/** Those whose reply was lost are reported as sent, so that they can be matched. */
	private static int kind(int number) {
		return (number % 50 == 0) ? 0 : number % REPORTS.size();
	}

	private List<String> receipts(List<Request> requests, Map<String, Integer> numbers) {
		List<String> receipts = new ArrayList<>();
		for (Request request : requests) {
			int number = Integer.parseInt(request.id().substring("id-".length()));
			numbers.put(request.recipient(), number);
			for (String status : REPORTS.get(kind(number))) {
				String remark = status.equals("failed") ? "number is gone" : "";
				Instant at = this.now.plusSeconds(List.of("", "sent", "delivered", "read", "failed").indexOf(status));
				receipts.add((number % 2 == 0)
						? """
								{"ncmessage_id":"%s","recipient":"%s","status":"%s","status_remark":"%s","received_at":"%s",\
								"source":"shop"}"""
							.formatted(request.id(), request.recipient(), status, remark, TIME.format(at))
						: """
								{"received_at":%s,"status":"%s","phoneNumber":"912240005000","pricing":{"billable":true},\
								"ncmessage_id":"%s","status_remark":"%s","x-apiheader":"order","recipient":"%s"}"""
							.formatted(epoch(at, number), status.toUpperCase(), request.id(), remark,
									request.recipient()));
			}
		}
		return receipts;
	}

	/** Seconds or milliseconds, as a number or a text. */
	private static String epoch(Instant at, int number) {
		return switch (number % 8) {
			case 1 -> Long.toString(at.getEpochSecond());
			case 3 -> "\"" + at.getEpochSecond() + "\"";
			case 5 -> Long.toString(at.toEpochMilli());
			default -> "\"" + at.toEpochMilli() + "\"";
		};
	}

	/** One half as one compressed document, the other in many files. */
	private List<String> write(List<String> receipts) throws IOException {
		int half = receipts.size() / 2;
		try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(this.folder.resolve("one.json.gz")))) {
			out.write(document(receipts.subList(0, half)).getBytes(StandardCharsets.UTF_8));
		}
		List<String> files = new ArrayList<>(List.of("one.json.gz"));
		int left = receipts.size() - half;
		for (int file = 0; file < FILES; file++) {
			List<String> some = receipts.subList(half + left * file / FILES, half + left * (file + 1) / FILES);
			Files.writeString(this.folder.resolve("post-" + file + ".json"), document(some));
			files.add("post-" + file + ".json");
		}
		return files;
	}

	private static String document(List<String> receipts) {
		return "{\"delivery_status\":[" + String.join(",", receipts) + "]}";
	}

	private void writeCampaign() throws IOException {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < ROWS; row++) {
			text.append(919_800_000_000L + row).append(",a-1\n");
		}
		Files.writeString(this.folder.resolve("campaign.csv"), text);
	}

}
