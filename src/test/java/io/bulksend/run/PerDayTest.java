package io.bulksend.run;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.bulksend.campaign.Status;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch.Stop;
import io.bulksend.testsupport.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many recipients get something in any 24 hours, over runs and campaigns; and runs
 * that come before their time.
 */
class PerDayTest {

	private static final String TWO = "--bulksend.per-day=2";

	@AutoClose
	private final CampaignRuns runs;

	private final Path folder;

	PerDayTest(@TempDir Path folder) {
		this.folder = folder;
		this.runs = new CampaignRuns(folder);
	}

	@Test
	void theOthersWaitForTheNextDayWhileWhoIsCountedGetsMore() throws SQLException {
		this.runs.write("recipient_whatsapp,attachment_id", "919833078001,a", "919833078002,a", "919833078003,a",
				"919833078001,b", "919833078004,a");
		RunResult first = this.runs.run(TWO);
		assertThat(this.runs.recipients()).containsExactly("919833078001", "919833078002", "919833078001");
		assertThat(first.stop()).map(Stop::reason).contains(StopReason.PER_DAY);
		assertThat(first.summary().count(Status.NOT_SENT)).isEqualTo(2);
		assertThat(this.runs.run(TWO).summary().count(Status.NOT_SENT)).isEqualTo(2);
		assertThat(this.runs.calls()).isEqualTo(3);
		aDayPassed();
		assertThat(this.runs.run(TWO).stop()).isEmpty();
		assertThat(this.runs.recipients()).endsWith("919833078003", "919833078004").hasSize(5);
	}

	@Test
	void allCampaignsOfOneSourceCountTogetherAndAnotherSourceDoesNot() throws SQLException {
		this.runs.writeRows(1, 2);
		this.runs.run();
		this.runs.write("recipient_whatsapp,attachment_id,source", "919833078003,c,", "919833078002,c,",
				"919833078003,c,other", "919833078004,c,other", "919833078005,c,other");
		RunResult second = this.runs.run(TWO, "--bulksend.campaign=second",
				"--bulksend.results=" + this.folder.resolve("second.csv"));
		assertThat(this.runs.recipients().subList(2, 5)).containsExactly("919833078002", "919833078003",
				"919833078004");
		assertThat(second.summary().count(Status.NOT_SENT)).isEqualTo(2);
	}

	@Test
	void whatIsInDoubtOrWasUnderWayCountsAndWhatWasRefusedDoesNot() throws SQLException {
		this.runs.writeRows(1, 2, 3, 4, 5);
		this.runs.run("--bulksend.limit=3");
		this.runs.decide(1, "REJECTED");
		this.runs.decide(2, "IN_DOUBT");
		this.runs.decide(3, "IN_FLIGHT");
		this.runs.run(TWO);
		assertThat(this.runs.calls()).isEqualTo(3);
		this.runs.run("--bulksend.per-day=3");
		assertThat(this.runs.calls()).isEqualTo(4);
	}

	@Test
	void whatWasSentWithinADayIsSaidToFreeItsPlaceAfterThat() throws SQLException {
		this.runs.writeRows(1, 2, 3);
		this.runs.run("--bulksend.limit=2");
		OffsetDateTime sent = OffsetDateTime.now(ZoneOffset.systemDefault()).minusHours(3).withNano(0);
		this.runs.execute("update bulksend_message set claimed_at = '" + sent + "'");
		assertThat(this.runs.run(TWO).stop()).map(Stop::message)
			.hasValueSatisfying((message) -> assertThat(message).contains("2 different recipients")
				.contains(sent.plusHours(24).plusSeconds(1).toString().substring(0, 10))
				.contains(sent.plusHours(24).plusSeconds(1).toLocalTime().toString()));
	}

	@Test
	void whatIsRetriedAfterItsDeliveryFailedCountsForBothItsCalls() throws SQLException {
		this.runs.writeRows(1, 2);
		this.runs.run("--bulksend.limit=1");
		this.runs.execute("insert into bulksend_receipt (message_id, known, status, zone)"
				+ " select message_id, true, 'FAILED', 'UTC' from bulksend_message");
		this.runs.answer("8003");
		this.runs.run("--bulksend.retry=failed", "--bulksend.per-day=1");
		assertThat(this.runs.recipients()).containsExactly("919833078001", "919833078001");
	}

	@Test
	void runsThatGoOnAtTheSameTimeCountTogether() {
		String ledger = "--spring.datasource.url=" + PostgresServer.url(PostgresServer.newDatabase());
		this.runs.writeRows(1);
		this.runs.run(ledger);
		this.runs.writeFile("one.csv", rows(1, 21));
		this.runs.writeFile("two.csv", rows(11, 41));
		CountDownLatch oneSends = new CountDownLatch(1);
		CountDownLatch bothSend = new CountDownLatch(2);
		this.runs.onCall(() -> {
			oneSends.countDown();
			bothSend.countDown();
			await(bothSend);
		});
		CompletableFuture<RunResult> one = perDay(ledger, "one", false);
		// Two that start at once in one process would set up its one logging together.
		await(oneSends);
		CompletableFuture<RunResult> two = perDay(ledger, "two", true);
		List<RunResult> results = List.of(one.join(), two.join());
		assertThat(this.runs.recipients().stream().distinct()).hasSize(20);
		assertThat(results.stream().map(RunResult::stop).flatMap(Optional::stream).map(Stop::reason)).isNotEmpty()
			.containsOnly(StopReason.PER_DAY);
	}

	private CompletableFuture<RunResult> perDay(String ledger, String name, boolean workers) {
		return CompletableFuture.supplyAsync(() -> this.runs.run(ledger, "--bulksend.per-day=20",
				"--bulksend.file=" + this.folder.resolve(name + ".csv"), "--bulksend.workers=" + workers));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void beforeItsTimeNothingIsSentAndTheFileIsKept() {
		this.runs.writeRows(1, 2);
		RunResult early = this.runs.run("--bulksend.not-before=2199-01-01T00:00");
		assertThat(early.stop()).map(Stop::reason).contains(StopReason.NOT_BEFORE);
		assertThat(early.summary().count(Status.NOT_SENT)).isEqualTo(2);
		assertThat(this.runs.calls()).isZero();
		assertThat(this.runs.run("--bulksend.not-before=2020-01-01T00:00").summary().count(Status.ACCEPTED))
			.isEqualTo(2);
		assertThat(this.runs.run("--bulksend.not-before=2199-01-01T00:00").sentBefore()).isTrue();
	}

	private static String[] rows(int from, int to) {
		return Stream
			.concat(Stream.of("recipient_whatsapp,attachment_id"),
					IntStream.range(from, to).mapToObj((number) -> (919_833_078_000L + number) + ",b"))
			.toArray(String[]::new);
	}

	private void aDayPassed() throws SQLException {
		this.runs.execute("update bulksend_message set claimed_at = claimed_at - interval '25' hour"
				+ " where claimed_at is not null");
		this.runs.execute("update bulksend_file set planned_at = planned_at - interval '25' hour");
	}

}
