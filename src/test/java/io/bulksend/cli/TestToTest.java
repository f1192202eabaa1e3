package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.bulksend.cli.output.ExitCode;
import io.bulksend.testsupport.MediaServer;
import io.bulksend.testsupport.SampleMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first good row of each kind of message goes to somebody else, and the campaign is
 * as it was.
 */
class TestToTest {

	private static final String CAMPAIGN = """
			recipient_whatsapp,attachment_id,attachment_url,attachment_type,caption
			12,a-1,,,too short
			61491570006,a-1,,,by id
			61491570156,a-2,,,by id too
			61491570157,,https://example.org/a.png,image,a picture
			""";

	@TempDir
	private Path folder;

	private Desk desk;

	@BeforeEach
	void open() {
		this.desk = new Desk(this.folder, "");
		this.desk.write("spring.csv", CAMPAIGN);
	}

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void oneMessageOfEachKindGoesToEachNumberAndNothingIsKept() {
		Captured test = this.desk.send("spring.csv", "--test-to", "+61 491 570 110,61491570158,61491570110");
		assertThat(test.exitCode()).as(test.err()).isZero();
		assertThat(this.desk.received()).containsOnlyKeys("61491570110", "61491570158")
			.allSatisfy((number, messages) -> assertThat(messages).isEqualTo(2));
		assertThat(test.out().replaceAll("\\s+", " ")).contains(
				"Line 3 (attachment a-1) to 61491570110: accepted, message id id-1",
				"Line 5 (image https://example.org/a.png) to 61491570158: accepted, message id id-4");
		assertThat(this.desk.path("data")).doesNotExist();
		assertThat(this.desk.path("spring-results.csv")).doesNotExist();
	}

	@Test
	void aCampaignThatIsUnderWayIsAsItWas() {
		this.desk.send("spring.csv", "--limit", "1");
		String results = this.desk.read("spring-results.csv");
		Captured test = this.desk.send("spring.csv", "--test-to", "61491570110", "--json");
		assertThat(test.out()).contains(
				"\"tests\":[{\"line\":3,\"recipient\":\"61491570110\",\"status\":\"ACCEPTED\",\"message_id\":\"id-2\"}");
		assertThat(this.desk.read("spring-results.csv")).isEqualTo(results);
		this.desk.send("spring.csv");
		assertThat(this.desk.received()).containsEntry("61491570006", 1L).containsEntry("61491570156", 1L);
	}

	@Test
	void whoOptedOutGetsNoTestEither() {
		assertThat(Captured.run("opt-outs", "--add", "61491570110", "--data-dir", this.desk.path("data").toString())
			.exitCode()).isZero();
		Captured refused = this.desk.send("spring.csv", "--test-to", "61491570158,61491570110");
		assertThat(refused.exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
		assertThat(refused.err()).contains("test-to names 61491570110, who asked not to be written to");
		assertThat(this.desk.received()).isEmpty();
	}

	@Test
	void theSandboxSaysWhatTheApiWouldRefuse() {
		Captured test = this.desk.send("spring.csv", "--sandbox", "--test-to", "61491578003");
		assertThat(test.exitCode()).isEqualTo(ExitCode.NEEDS_A_LOOK);
		assertThat(test.out()).contains("REJECTED, 8003");
		assertThat(this.desk.received()).isEmpty();
	}

	@Test
	void aFileIsUploadedOnceForAllNumbersAndTheLedgerHearsNothingOfIt() throws IOException {
		Files.write(this.desk.path("a.pdf"), SampleMedia.pdf("a"));
		Files.write(this.desk.path("b.png"), SampleMedia.png("b"));
		this.desk.write("files.csv", """
				recipient_whatsapp,attachment_file,template_name,template_language
				61491570006,a.pdf,,
				61491570156,b.png,,
				61491570157,a.pdf,welcome,en
				""");
		try (MediaServer media = new MediaServer()) {
			media.answer((name, attempt) -> (attempt == 1 && name.equals("a.pdf")) ? MediaServer.Answer.CUT
					: MediaServer.Answer.TAKEN);
			String url = "--bulksend.api.url=" + media.url();
			Captured test = this.desk.send("files.csv", "--test-to", "61491570110,61491570158", url);
			assertThat(test.exitCode()).as(test.out() + test.err()).isZero();
			assertThat(test.out().replaceAll("\\s+", " "))
				.contains("Line 2 (document " + this.desk.path("a.pdf") + ") to 61491570110: accepted");
			assertThat(media.uploads()).filteredOn((upload) -> !upload.id().isEmpty())
				.extracting(MediaServer.Upload::name)
				.containsExactly("a.pdf", "b.png");
			assertThat(media.messages()).extracting(MediaServer.Sent::media)
				.containsExactly("media-1", "media-1", "media-2", "media-2", "media-1", "media-1");
			assertThat(this.desk.path("data")).doesNotExist();
		}
	}

	@Test
	void aFileThatIsRefusedIsItsMessagesRefusalAndTheOthersGoOut() throws IOException {
		Files.write(this.desk.path("a.pdf"), SampleMedia.pdf("a"));
		Files.write(this.desk.path("b.png"), SampleMedia.png("b"));
		Files.write(this.desk.path("refused-8008.pdf"), SampleMedia.pdf("bad"));
		this.desk.write("files.csv", """
				recipient_whatsapp,attachment_file
				61491570006,a.pdf
				61491570156,b.png
				""");
		this.desk.write("refused.csv", "recipient_whatsapp,attachment_file\n61491570006,refused-8008.pdf\n");
		try (MediaServer media = new MediaServer()) {
			String url = "--bulksend.api.url=" + media.url();
			media.answer((name, attempt) -> name.equals("a.pdf") ? MediaServer.Answer.refused("8008")
					: MediaServer.Answer.TAKEN);
			Captured test = this.desk.send("files.csv", "--test-to", "61491570110,61491570158", url);
			assertThat(test.exitCode()).isEqualTo(ExitCode.NEEDS_A_LOOK);
			assertThat(test.out().replaceAll("\\s+", " ")).contains(
					"Line 2 (document " + this.desk.path("a.pdf") + ") to 61491570110: REJECTED, 8008: no",
					"Line 2 (document " + this.desk.path("a.pdf") + ") to 61491570158: REJECTED, 8008: no",
					"Line 3 (image " + this.desk.path("b.png") + ") to 61491570158: accepted");
			assertThat(media.uploads()).hasSize(2);
			media.answer((name, attempt) -> MediaServer.Answer.of(404, ""));
			Captured nowhere = this.desk.send("files.csv", "--test-to", "61491570110,61491570158", url);
			assertThat(nowhere.exitCode()).isEqualTo(ExitCode.NEEDS_A_LOOK);
			assertThat(nowhere.out().replaceAll("\\s+", " ")).contains("NOT_SENT, HTTP_404", "bulksend.api.media-path",
					"Line 3 (image " + this.desk.path("b.png")
							+ ") to 61491570110: NOT_SENT, It was not tried any more.");
			assertThat(media.uploads()).hasSize(3);
			assertThat(media.messages()).hasSize(2);
		}
		assertThat(this.desk.send("refused.csv", "--sandbox", "--test-to", "61491570110").out())
			.contains("REJECTED, 8008");
		assertThat(this.desk.send("files.csv", "--sandbox", "--test-to", "61491570110").exitCode()).isZero();
	}

	@Test
	void whatMakesNoSenseIsRefusedAndNothingIsSent() {
		this.desk.write("stop.txt", "61491570110\n");
		this.desk.write("bad.csv", "recipient_whatsapp,attachment_id\n12,a\n");
		for (List<String> options : List.of(List.of("--test-to", "4711"), List.of("--test-to", "61491570110,x"),
				List.of("--test-to", "61491570110", "--retry", "failed"),
				List.of("--test-to", "61491570110", "--amend"),
				List.of("--test-to", "61491570110", "--corrections", "x.csv"),
				List.of("--test-to", "61491570110", "--suppress", this.desk.path("stop.txt").toString()))) {
			Captured refused = this.desk.send("spring.csv", options.toArray(String[]::new));
			assertThat(refused.exitCode()).as(options + refused.out()).isEqualTo(ExitCode.NOTHING_SENT);
			assertThat(refused.err()).contains("test-to").contains("Nothing was sent").hasLineCount(1);
		}
		assertThat(this.desk.send("bad.csv", "--test-to", "61491570110").exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
		assertThat(this.desk.received()).isEmpty();
	}

}
