package io.bulksend.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

import io.bulksend.campaign.Status;
import io.bulksend.ledger.database.LatestRun;
import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.Polling;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The packaged jar and what it leaves beside its embedded database: killed, asked while a
 * run is on, and in another user's hands.
 */
class LatestRunIT {

	private static final int NOBODY = 65534;

	private static final int KILLS = 3;

	private static final int CONCURRENCY = 16;

	@TempDir
	private Path folder;

	@Test
	void aRunThatWasKilledLeavesNothingThatHoldsUpTheNext() throws IOException {
		int rows = 2_000;
		writeRows(rows);
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, number % 15))) {
			JarProcess jar = new JarProcess(this.folder, environment(server));
			String[] send = { "send", "campaign.csv", "--rate", "0", "--concurrency", String.valueOf(CONCURRENCY) };
			for (int kill = 0; kill < KILLS; kill++) {
				Process run = jar.start(send);
				server.awaitRequests(1 + random.nextInt(500));
				jar.kill(run);
			}
			LatestRun left = LatestRun.read(ledger()).orElseThrow();
			// Calls count from their claim: at a kill those in flight may not have left
			// yet.
			assertThat(left.mark().calls()).as("seed " + seed)
				.isLessThanOrEqualTo(server.requests().size() + KILLS * CONCURRENCY);
			Ended ended = jar.run(send);
			assertThat(ended.exitCode()).as(ended.err()).isIn(0, 1);
			assertThat(server.requests()).as("seed " + seed).extracting(Request::recipient).doesNotHaveDuplicates();
			LatestRun latest = LatestRun.read(ledger()).orElseThrow();
			assertThat(latest.phase()).isEqualTo("ended");
			assertThat(latest.mark().calls()).isGreaterThanOrEqualTo(server.requests().size());
			Ended status = jar.run("status", "campaign", "--json");
			assertThat(status.out().split("\"outcome\":\"died\"", -1)).as(status.out()).hasSize(KILLS + 1);
			assertThat(status.out()).contains("\"outcome\":\"done\",\"command\":\"send campaign.csv --rate 0");
		}
	}

	@Test
	void whileARunIsOnItTellsHowFarThatHasComeAndCheckGoesOnWithout() throws IOException {
		writeRows(5_000);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 10))) {
			JarProcess jar = new JarProcess(this.folder, environment(server));
			Process run = jar.start("send", "campaign.csv", "--rate", "20");
			server.awaitRequests(20);
			LatestRun latest = awaitAcceptances();
			assertThat(latest.phase()).isEqualTo("sending");
			assertThat(latest.pid()).isEqualTo(run.pid());
			assertThat(latest.rows()).isEqualTo(5_000);
			assertThat(latest.rate()).isPositive();
			assertThat(latest.counts().get(Status.ACCEPTED)).isLessThanOrEqualTo(server.requests().size());
			assertThat(Duration.between(latest.updated(), Instant.now()).toSeconds()).isCloseTo(0, within(10L));
			Files.createDirectory(this.folder.resolve("asked"));
			Ended check = new JarProcess(this.folder.resolve("asked"), Map.of("BULKSEND_API_SOURCE", "default-source"))
				.run("check", "../campaign.csv", "--data-dir", "../data");
			JarProcess asking = new JarProcess(this.folder.resolve("asked"), Map.of());
			Ended all = asking.run("status", "--data-dir", "../data");
			Ended one = asking.run("status", "campaign", "--json", "--data-dir", "../data");
			Ended other = asking.run("status", "autumn", "--data-dir", "../data");
			jar.kill(run);
			assertThat(all.exitCode()).as(all.err()).isZero();
			assertThat(all.out()).contains("Campaign campaign\n", "being sent now, by process " + run.pid(),
					"ACCEPTED");
			assertThat(one.exitCode()).as(one.err()).isZero();
			assertThat(one.out()).contains("\"state\":\"running\"", "\"phase\":\"sending\"", "\"rows\":5000",
					"\"runs\":[{");
			assertThat(other.exitCode()).as(other.out()).isEqualTo(4);
			assertThat(other.err()).contains("by a run of the campaign \"campaign\"");
			Ended afterwards = asking.run("status", "campaign", "--data-dir", "../data");
			assertThat(afterwards.out()).contains("its process died.", "    cd " + this.folder + " && ")
				.doesNotContain("being sent now");
			assertThat(check.exitCode()).as(check.err()).isZero();
			assertThat(check.out().replaceAll("\\s+", " ")).contains("in use: process " + run.pid(),
					"does not tell what was sent before");
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void aLedgerOfAnotherUserIsSaidToBeThat() throws IOException {
		Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can be somebody else");
		Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "there is no setpriv");
		writeRows(3);
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0))) {
			assertThat(new JarProcess(this.folder, environment(server)).run("send", "campaign.csv").exitCode())
				.isZero();
			Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("rwxrwxrwx"));
			for (List<String> command : List.of(List.of("send", "campaign.csv"), List.of("status"),
					List.of("results", "campaign.csv"))) {
				Ended refused = new JarProcess(this.folder, environment(server)).as(NOBODY)
					.run(command.toArray(String[]::new));
				assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
				assertThat(refused.err()).hasLineCount(1).contains("is there, but it belongs to root");
			}
			assertThat(server.requests()).hasSize(3);
		}
	}

	private LatestRun awaitAcceptances() {
		AtomicReference<LatestRun> latest = new AtomicReference<>();
		Polling.await(() -> {
			LatestRun.read(ledger())
				.filter((run) -> run.counts().getOrDefault(Status.ACCEPTED, 0L) > 0)
				.ifPresent(latest::set);
			return latest.get() != null;
		}, () -> "never told of an acceptance");
		return latest.get();
	}

	private Path ledger() {
		return this.folder.resolve("data/ledger");
	}

	private static Map<String, String> environment(RecordingServer server) {
		return Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE", "default-source", "BULKSEND_API_URL",
				server.url());
	}

	private void writeRows(int rows) throws IOException {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < rows; row++) {
			text.append(919_800_000_000L + row).append(",a-1\n");
		}
		Files.writeString(this.folder.resolve("campaign.csv"), text);
	}

}
