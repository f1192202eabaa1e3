package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.Results;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same text, however a file writes it, is what arrives; and lists come from wherever
 * they come.
 */
class TextIT {

	private static final ObjectMapper JSON = new ObjectMapper();

	@TempDir
	private Path folder;

	@Test
	void blanksBesideQuotesAreNoPartOfTheMessage() throws IOException {
		write("letters.csv", """
				recipient_whatsapp, attachment_id, caption
				447700900701, letter, "Dear Ms Brown"
				447700900713, letter, "Dear Mr Green, welcome"
				447700900728, letter, "Dear all,
				see you soon"
				""");
		try (RecordingServer server = server()) {
			Ended ended = send(server, "letters.csv");
			assertThat(ended.exitCode()).as(ended.err()).isZero();
			assertThat(server.requests()).extracting(TextIT::caption)
				.containsExactly("Dear Ms Brown", "Dear Mr Green, welcome", "Dear all,\nsee you soon");
			assertThat(server.requests()).extracting(RecordingServer.Request::recipient)
				.containsExactly("447700900701", "447700900713", "447700900728");
			assertThat(column("letters-results.csv", "status")).containsExactly("ACCEPTED", "ACCEPTED", "ACCEPTED");
		}
	}

	@Test
	void aSpreadsheetsApostropheIsNoPartOfTheMessage() throws IOException {
		write("guarded.csv", "recipient_whatsapp,attachment_id,caption,x-apiheader\n"
				+ "'+44 7700 900701,a-1,'=sum,'0012\n447700900702,a-1,'tis,x\n");
		try (RecordingServer server = server()) {
			Ended ended = send(server, "guarded.csv");
			assertThat(ended.exitCode()).as(ended.err()).isZero();
			assertThat(server.requests()).extracting(RecordingServer.Request::recipient)
				.containsExactly("447700900701", "447700900702");
			assertThat(server.requests()).extracting(TextIT::caption).containsExactly("=sum", "'tis");
			assertThat(server.requests().get(0).body()).contains("\"x-apiheader\":\"0012\"");
			assertThat(ended.err()).contains("In 3 cells the apostrophe in front");
			assertThat(column("guarded-results.csv", "caption")).containsExactly("'=sum", "'tis");
		}
	}

	@Test
	void checkSaysWhatLooksBrokenAndShowsEachKindOfMessage() throws IOException {
		write("offer.csv", """
				recipient_whatsapp,attachment_url,attachment_type,caption
				'447700900701,https://example.com/a.jpg,image,"Dear Ann,
				see \u202Eyou\\nthere"
				447700900702,http://localhost/a.pdf,document,Dear {{name}}
				447700900703,http://localhost/a.pdf,document,Dear {{name}}
				""");
		write("stop.txt", "\n# nobody yet\n");
		Ended text = jar("http://localhost").run("check", "offer.csv", "--suppress", "stop.txt");
		assertThat(text.exitCode()).as(text.err()).isZero();
		assertThat(text.out()).isEqualToNormalizingNewlines("""
				File offer.csv
				Rows                                        3
				Would be sent                               3

				The suppression list is empty: it keeps nobody from being written to.

				In 1 cell the apostrophe in front, a spreadsheet's guard, is taken off.

				Looks broken                            Cells   First line
				  caption                                   2   4
				      A placeholder was left in: "Dear {{name}}".
				  attachment_url                            2   4
				      An address that only this machine or its network knows:
				      "http://localhost/a.pdf".
				  caption                                   1   2
				      A line break or another character is written out, and will be shown so:
				      "Dear Ann,⏎see [U+202E]you\\nthere".

				Messages by country
				  +44 (United Kingdom and others)           3  100.0 %

				As they will arrive, the first of each kind
				  Line 2, to ****0701: image https://example.com/a.jpg
				    | Dear Ann,
				    | see [U+202E]you\\nthere
				  Line 4, to ****0702: document http://localhost/a.pdf
				    | Dear {{name}}

				At 50 a second it takes 1s.
				""");
		JsonNode json = JSON
			.readTree(jar("http://localhost").run("check", "offer.csv", "--suppress", "stop.txt", "--json").out());
		assertThat(json.path("guards_taken_off").asInt()).isEqualTo(1);
		assertThat(json.path("remarks").path(0).toString()).isEqualTo(
				"{\"kind\":\"placeholder\",\"column\":\"caption\",\"count\":2,\"first_line\":4,\"example\":\"Dear {{name}}\"}");
		assertThat(json.path("samples").path(1).toString()).isEqualTo(
				"{\"line\":4,\"recipient\":\"****0702\",\"type\":\"media\",\"attachment\":\"document http://localhost/a.pdf\",\"caption\":\"Dear {{name}}\"}");
		assertThat(json.path("suppression").path("size").asInt(-1)).isZero();
		assertThat(json.path("suppression").path("rows").asInt(-1)).isZero();
	}

	@Test
	void aSuppressionListThatIsAPipeKeepsEverybodyOnItOut() throws Exception {
		StringBuilder rows = new StringBuilder("recipient_whatsapp,attachment_id\n");
		StringBuilder list = new StringBuilder("name;recipient_whatsapp\n");
		for (int i = 0; i < 200; i++) {
			rows.append("447700900%03d,a-1\n".formatted(i));
			list.append((i % 4 == 0) ? "A;+44 7700 900%03d\n".formatted(i) : "");
		}
		write("offer.csv", rows.toString());
		write("list.csv", list.toString());
		Process writer = pipe("list.csv", "list.pipe");
		try (RecordingServer server = server()) {
			Ended ended = send(server, "offer.csv", "--suppress", "list.pipe");
			assertThat(ended.exitCode()).as(ended.err()).isZero();
			assertThat(server.requests()).hasSize(150).noneMatch((request) -> request.recipient().endsWith("004"));
			assertThat(ended.err().replace("\n", " ")).contains("names 50 recipients; 50 rows are for one of them.");
		}
		finally {
			writer.destroy();
		}
	}

	@Test
	void receiptsThatComeFromAPipeAreTakenIn() throws Exception {
		write("offer.csv", "recipient_whatsapp,attachment_id\n447700900701,a-1\n");
		try (RecordingServer server = server()) {
			assertThat(send(server, "offer.csv").exitCode()).isZero();
			write("receipts.ndjson", """
					{"delivery_status":[{"ncmessage_id":"id-1","recipient":"447700900701","status":"delivered",\
					"status_remark":"","received_at":"2026-11-16 15:36:58","source":"s"}]}
					{"delivery_status":[]}
					""");
			Process writer = pipe("receipts.ndjson", "receipts.pipe");
			Ended taken = jar(server.url()).run("receipts", "receipts.pipe");
			writer.destroy();
			assertThat(taken.exitCode()).as(taken.err()).isZero();
			assertThat(jar(server.url()).run("results", "offer.csv").exitCode()).isZero();
			assertThat(column("offer-results.csv", "delivery_status")).containsExactly("delivered");
		}
	}

	private Process pipe(String from, String pipe) throws Exception {
		Path fifo = this.folder.resolve(pipe);
		assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
		return new ProcessBuilder("sh", "-c", "cat \"$0\" > \"$1\"", from, pipe).directory(this.folder.toFile())
			.start();
	}

	private static RecordingServer server() {
		return new RecordingServer((number) -> Answer.accepted(number, 0));
	}

	private Ended send(RecordingServer server, String file, String... options) {
		String[] command = new String[options.length + 6];
		System.arraycopy(new String[] { "send", file, "--rate", "0", "--concurrency", "1" }, 0, command, 0, 6);
		System.arraycopy(options, 0, command, 6, options.length);
		return jar(server.url()).run(command);
	}

	private JarProcess jar(String url) {
		return new JarProcess(this.folder,
				Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE", "source", "BULKSEND_API_URL", url));
	}

	private static String caption(RecordingServer.Request request) {
		return JSON.readTree(request.body())
			.path("message")
			.path(0)
			.path("type_media")
			.path(0)
			.path("attachments")
			.path(0)
			.path("caption")
			.asString();
	}

	private void write(String file, String text) throws IOException {
		Files.writeString(this.folder.resolve(file), text);
	}

	private List<String> column(String file, String name) {
		return Results.read(this.folder.resolve(file)).stream().map((row) -> row.get(name)).toList();
	}

}
