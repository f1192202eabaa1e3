package io.bulksend.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import io.bulksend.campaign.Status;
import io.bulksend.cli.output.CommandFailure;
import io.bulksend.cli.output.ExitCode;
import io.bulksend.ledger.LedgerFixture;
import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.ledger.database.CampaignLockedException;
import io.bulksend.progress.RunProgress;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;
import io.bulksend.testsupport.Polling;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A run waits for another one that holds its database or its campaign, for as long as it
 * was told to.
 */
class TurnTest {

	private static final int ROWS = 3;

	@TempDir
	private Path folder;

	private final StopSwitch stop = new StopSwitch();

	private final RunProgress progress = new RunProgress();

	@AutoClose
	private CampaignRuns runs;

	@BeforeEach
	void beginCampaign() {
		this.runs = new CampaignRuns(this.folder);
		this.runs.writeRows(1, 2, 3);
		this.runs.run("--bulksend.limit=1");
	}

	@Test
	void whenTheOtherRunHasEndedItGoesOn() throws IOException {
		CompletableFuture<RunResult> run;
		try (FileChannel database = database(); FileLock held = database.lock()) {
			assertThat(held.isValid()).isTrue();
			run = waitingRun();
			assertThat(this.runs.calls()).isOne();
		}
		assertThat(run.join().summary().count(Status.ACCEPTED)).isEqualTo(ROWS);
		assertThat(this.runs.calls()).isEqualTo(ROWS);
	}

	@Test
	void aSignalEndsTheWait() throws IOException {
		try (FileChannel database = database(); FileLock held = database.lock()) {
			assertThat(held.isValid()).isTrue();
			CompletableFuture<RunResult> run = waitingRun();
			this.stop.request(StopReason.SIGNAL, "Stopped.");
			CommandFailure failure = CommandFailure.of(run.handle((result, ex) -> ex).join());
			assertThat(failure.exitCode()).isEqualTo(ExitCode.STOPPED);
			assertThat(failure.message()).contains("while it waited");
		}
	}

	@Test
	void longerThanItWasToldItDoesNotWait() throws IOException {
		try (FileChannel database = database(); FileLock held = database.lock()) {
			assertThat(held.isValid()).isTrue();
			for (String patience : new String[] { "0s", "1ms" }) {
				CommandFailure failure = CommandFailure
					.of(catchThrowable(() -> this.runs.run("--bulksend.wait=" + patience)));
				assertThat(failure.exitCode()).isEqualTo(ExitCode.HELD);
				assertThat(failure.message()).startsWith("Another run uses the database").contains("--wait");
			}
		}
		assertThat(this.runs.calls()).isOne();
	}

	@Test
	void itWaitsForTheCampaignOnADatabaseThatManyRunsShare() {
		DataSource shared = LedgerFixture.onPostgres().dataSource();
		CampaignLock other = CampaignLock.acquire(shared, "spring");
		assertThatExceptionOfType(CampaignLockedException.class)
			.isThrownBy(() -> new Turn(Duration.ZERO, this.stop, this.progress)
				.await(() -> CampaignLock.acquire(shared, "spring")));
		Turn turn = new Turn(Duration.ofHours(1), this.stop, this.progress);
		CompletableFuture<CampaignLock> own = CompletableFuture
			.supplyAsync(() -> turn.await(() -> CampaignLock.acquire(shared, "spring")));
		awaitWaiting(own);
		other.close();
		own.join().close();
		assertThat(this.progress.phase()).isEqualTo(RunProgress.Phase.STARTING);
	}

	private CompletableFuture<RunResult> waitingRun() {
		CompletableFuture<RunResult> run = CompletableFuture
			.supplyAsync(() -> this.runs.run(this.stop, this.progress, "--bulksend.wait=1h"));
		awaitWaiting(run);
		return run;
	}

	private void awaitWaiting(CompletableFuture<?> run) {
		Polling.await(() -> {
			assertThat(run).as("it did not wait").isNotDone();
			return this.progress.phase() == RunProgress.Phase.WAITING;
		}, () -> "it never waited");
	}

	private FileChannel database() throws IOException {
		return FileChannel.open(this.folder.resolve("ledger").resolve("bulksend.mv.db"), StandardOpenOption.READ,
				StandardOpenOption.WRITE);
	}

}
