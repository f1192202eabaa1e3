package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.MediaServer;
import io.bulksend.testsupport.MediaServer.Answer;
import io.bulksend.testsupport.MediaServer.Sent;
import io.bulksend.testsupport.MediaServer.Upload;
import io.bulksend.testsupport.Results;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Upload, claim, call, outcome: a campaign of files is killed at each of these steps in
 * turn, at a moment that chance picks, and goes on.
 */
class MediaKillIT {

	private static final int ROWS = 2_000;

	private static final int FILES = 50;

	@TempDir
	private Path folder;

	/** Where a run is killed, as the API sees it. */
	private enum Step {

		/** The file was read, and its id is not known. */
		UPLOADING,

		/**
		 * The id went out: the file is uploaded, and no message that carries it is sent.
		 */
		UPLOADED_NOT_YET_SENT,

		/** A message was read: it is claimed, and called. */
		SENDING

	}

	@Test
	void nothingIsSentTwiceAndNoFileUploadedTwiceInARun() throws IOException {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		writeCampaign();
		try (MediaServer server = new MediaServer()) {
			int run = 0;
			for (int round = 0; round < 2; round++) {
				for (Step step : Step.values()) {
					run(server, ++run, step, 1 + random.nextInt((step == Step.SENDING) ? 300 : 6));
				}
			}
			Ended last = run(server, ++run, null, 0);
			assertThat(last.exitCode()).as(last.err() + " seed " + seed).isBetween(0, 1);
			assertThat(server.messages()).extracting(Sent::recipient).as("seed %d", seed).doesNotHaveDuplicates();
			Map<String, List<Upload>> byRun = new HashMap<>();
			server.uploads()
				.forEach((upload) -> byRun.computeIfAbsent(upload.token(), (key) -> new ArrayList<>()).add(upload));
			assertThat(byRun.values()).as("seed %d", seed)
				.allSatisfy((uploads) -> assertThat(uploads).extracting(Upload::sha256).doesNotHaveDuplicates());
			assertThat(server.uploads().size()).as("uploads in all runs, seed %d", seed).isLessThan(3 * FILES);
			List<Map<String, String>> rows = Results.read(this.folder.resolve("campaign-results.csv"));
			assertThat(rows).as("seed %d", seed)
				.hasSize(ROWS)
				.allSatisfy((row) -> assertThat(row.get("status")).isIn("ACCEPTED", "IN_DOUBT"));
			assertThat(rows.stream().filter((row) -> row.get("status").equals("IN_DOUBT")).count())
				.as("rows in doubt: those whose calls were under way, seed %d", seed)
				.isBetween(1L, 6L * 16 * 3);
		}
	}

	private void writeCampaign() throws IOException {
		List<String> lines = new ArrayList<>(List.of("recipient_whatsapp,attachment_file,caption"));
		Files.createDirectories(this.folder.resolve("files"));
		for (int file = 0; file < FILES; file++) {
			Path path = this.folder.resolve("files/f" + file + ".pdf");
			Files.writeString(path, "%PDF-1.4\nnumber " + file + "\n%%EOF\n", StandardCharsets.US_ASCII);
			Files.createSymbolicLink(this.folder.resolve("link" + file + ".pdf"), path);
		}
		for (int row = 0; row < ROWS; row++) {
			int file = row % FILES;
			String path = List.of("files/f%d.pdf", "link%d.pdf", "./files//f%d.pdf", "files/../link%d.pdf")
				.get(row / FILES % 4)
				.formatted(file);
			lines.add((447_700_900_000L + row) + "," + path + ",Number " + row);
		}
		Files.write(this.folder.resolve("campaign.csv"), lines);
	}

	private Ended run(MediaServer server, int number, Step step, int occurrence) {
		CompletableFuture<Process> process = new CompletableFuture<>();
		AtomicInteger seen = new AtomicInteger();
		Runnable kill = () -> {
			if (seen.incrementAndGet() == occurrence) {
				process.join().destroyForcibly().onExit().join();
			}
		};
		Runnable nothing = () -> {
		};
		Runnable onUpload = (step == Step.UPLOADING) ? kill : nothing;
		Runnable onMessage = (step == Step.SENDING) ? kill : nothing;
		server.answer((name, attempt) -> {
			onUpload.run();
			return Answer.TAKEN;
		});
		server.afterUpload((step == Step.UPLOADED_NOT_YET_SENT) ? kill : nothing);
		server.onMessage((recipient) -> onMessage.run());
		JarProcess jar = new JarProcess(this.folder, Map.of("BULKSEND_API_TOKEN", "token-" + number,
				"BULKSEND_API_SOURCE", "source", "BULKSEND_API_URL", server.url(), "BULKSEND_MEDIA_RATE", "60"));
		process.complete(jar.start("send", "campaign.csv", "--rate", "400", "--concurrency", "16"));
		return jar.await(process.join());
	}

}
