package io.bulksend.run.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.bulksend.campaign.Status;
import io.bulksend.ledger.LedgerFixture;
import io.bulksend.progress.RunProgress;
import io.bulksend.run.Launcher;
import io.bulksend.run.RunResult;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;
import io.bulksend.testsupport.MediaServer;
import io.bulksend.testsupport.MediaServer.Sent;
import io.bulksend.testsupport.MediaServer.Upload;
import io.bulksend.testsupport.Results;
import io.bulksend.testsupport.SampleMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rows that name files and are handed out: a worker has no file.
 */
@Timeout(value = 40, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerFilesTest {

	@TempDir
	private Path folder;

	private final DataSource dataSource = LedgerFixture.onPostgres().dataSource();

	private final MediaServer server = new MediaServer();

	private final StopSwitch workersStop = new StopSwitch();

	private final Thread worker = new Thread(
			() -> WorkerRun.run(arguments("--bulksend.concurrency=4"), this.workersStop, (line) -> {
			}));

	@AfterEach
	void end() throws InterruptedException {
		this.workersStop.request(StopReason.SIGNAL, "Stopped by a signal.");
		this.worker.join();
		this.server.close();
	}

	@Test
	void theRunUploadsEachFileOnceAndAgainWhereTheApiForgotItsId() throws IOException {
		this.worker.start();
		assertThat(send("one").summary().counts()).containsOnly(Map.entry(Status.ACCEPTED, 150L));
		assertThat(this.server.uploads()).extracting(Upload::sha256).hasSize(3).doesNotHaveDuplicates();
		this.server.forgetIds();
		RunResult result = send("two", "--bulksend.again=true");
		assertThat(result.summary().counts()).containsOnly(Map.entry(Status.ACCEPTED, 150L));
		assertThat(result.stop()).isEmpty();
		assertThat(this.server.uploads()).hasSize(6);
		assertThat(this.server.messages()).hasSize(300);
		assertThat(this.server.messages().subList(150, 300)).extracting(Sent::recipient).doesNotHaveDuplicates();
		assertThat(this.server.messages().subList(150, 300)).extracting(Sent::media)
			.doesNotContain("media-1", "media-2", "media-3");
		assertThat(Results.read(this.folder.resolve("two-results.csv")))
			.allSatisfy((row) -> assertThat(row.get("attempts")).isIn("1", "2"));
	}

	@Test
	void anIdThatThisRunWasGivenIsNotRenewed() throws IOException {
		this.server.onMessage((recipient) -> this.server.forgetIds());
		RunResult result = send("one", "--bulksend.max-failures=0");
		assertThat(result.summary().counts()).containsOnly(Map.entry(Status.REJECTED, 150L));
		assertThat(this.server.uploads()).hasSize(3);
	}

	private RunResult send(String campaign, String... more) throws IOException {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_file\n");
		for (int row = 0; row < 150; row++) {
			Files.write(this.folder.resolve("f" + row % 3 + ".pdf"), SampleMedia.pdf("number " + row % 3));
			text.append(447_700_900_000L + row).append(",f").append(row % 3).append(".pdf\n");
		}
		Files.writeString(this.folder.resolve(campaign + ".csv"), text);
		List<String> arguments = new ArrayList<>(arguments("--bulksend.concurrency=16",
				"--bulksend.file=" + this.folder.resolve(campaign + ".csv"), "--bulksend.rate=0",
				"--bulksend.workers=true", "--bulksend.api.source=source", "--bulksend.media.rate=0"));
		arguments.addAll(List.of(more));
		return Launcher.send(arguments, "send", new StopSwitch(), new RunProgress(), (settings) -> {
		});
	}

	private List<String> arguments(String... more) {
		PGSimpleDataSource postgres = (PGSimpleDataSource) this.dataSource;
		List<String> arguments = new ArrayList<>(
				List.of("--bulksend.api.token=token", "--bulksend.api.url=" + this.server.url(),
						"--spring.datasource.url=" + postgres.getUrl(), "--spring.datasource.username=postgres"));
		arguments.addAll(List.of(more));
		return arguments;
	}

}
