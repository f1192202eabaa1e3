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

	private static final int BATCH = 30;

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
	void shuffledAndDoubledTheyGiveEachRowItsStatusAndSettleThoseInDoubt() throws IOException {
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
			write(receipts);
			Ended taken = jar.run("receipts", "one.json.gz", "many.ndjson");
			assertThat(taken.exitCode()).as(taken.err()).isZero();
			assertThat(taken.err()).isEmpty();
			assertThat(taken.out()).containsPattern("Receipts taken in +%,d\n".formatted(receipts.size()))
				.containsPattern("unknown to the ledger +0\n")
				.containsPattern("Rows in doubt that are ACCEPTED now +%d\n".formatted(ROWS / 50));
			assertThat(jar.run("results", "campaign.csv").exitCode()).isZero();
			requireDelivered(numbers, seed);
			assertThat(jar.run("receipts", "many.ndjson", "one.json.gz").out())
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
				boolean failed = status.equals("failed");
				receipts.add("""
						{"ncmessage_id":"%s","recipient":"%s","status":"%s","status_remark":"%s","received_at":"%s",\
						"source":"shop"}"""
					.formatted(request.id(), request.recipient(), status, failed ? "number is gone" : "", TIME.format(
							this.now.plusSeconds(List.of("", "sent", "delivered", "read", "failed").indexOf(status)))));
			}
		}
		return receipts;
	}

	/** One half as one compressed document, the other as a document a line. */
	private void write(List<String> receipts) throws IOException {
		int half = receipts.size() / 2;
		try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(this.folder.resolve("one.json.gz")))) {
			out.write(document(receipts.subList(0, half)).getBytes(StandardCharsets.UTF_8));
		}
		StringBuilder lines = new StringBuilder();
		for (int start = half; start < receipts.size(); start += BATCH) {
			lines.append(document(receipts.subList(start, Math.min(start + BATCH, receipts.size())))).append('\n');
		}
		Files.writeString(this.folder.resolve("many.ndjson"), lines);
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
