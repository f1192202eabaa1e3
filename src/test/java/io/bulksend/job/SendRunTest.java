package io.bulksend.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.bulksend.campaign.Status;
import io.bulksend.ledger.LedgerDatabase;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs that follow one another on one ledger, in an H2 file, whatever Spring Batch's own
 * tables say of the earlier ones.
 */
class SendRunTest {

	private static final int ROWS = 6;

	private final AcceptingServer server = new AcceptingServer();

	@TempDir
	private Path folder;

	@BeforeEach
	void writeCampaign() throws IOException {
		StringBuilder rows = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < ROWS; row++) {
			rows.append(919_833_078_000L + row).append(",a-1\n");
		}
		Files.writeString(this.folder.resolve("spring.csv"), rows);
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void aCompleteCampaignIsNotSentAgainAndStartsNoJob() throws SQLException {
		assertThat(run().sentBefore()).isFalse();
		RunResult again = run();
		assertThat(again.sentBefore()).isTrue();
		assertThat(again.summary().count(Status.ACCEPTED)).isEqualTo(ROWS);
		assertThat(this.server.calls()).isEqualTo(ROWS);
		assertThat(number("select count(*) from batch_job_execution")).isEqualTo(1);
	}

	@Test
	void aStoppedRunGoesOnAsTheSameInstance() throws SQLException {
		RunResult stopped = run("--bulksend.limit=2");
		assertThat(stopped.stop()).isPresent();
		assertThat(stopped.summary().count(Status.NOT_SENT)).isEqualTo(ROWS - 2);
		requireTheRestIsSent();
		assertThat(number("select count(*) from batch_job_instance")).isEqualTo(1);
	}

	@Test
	void aStopBeforeTheFirstCallLosesNothing() {
		StopSwitch stop = new StopSwitch();
		stop.request(StopReason.SIGNAL, "Stopped.");
		assertThat(Launcher.send(arguments(), stop, new RunProgress()).summary().count(Status.NOT_SENT))
			.isEqualTo(ROWS);
		assertThat(this.server.calls()).isZero();
		requireTheRestIsSent();
	}

	@Test
	void anExecutionThatDiedIsRecovered() throws SQLException {
		run("--bulksend.limit=2");
		execute("update batch_job_execution set status = 'STARTED', end_time = null");
		execute("update batch_step_execution set status = 'STARTED', end_time = null where step_name = 'send'");
		requireTheRestIsSent();
		assertThat(number("select count(*) from batch_job_execution where status = 'FAILED'")).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "STARTING", "STARTED", "STOPPING", "FAILED", "STOPPED", "COMPLETED", "ABANDONED", "UNKNOWN" })
	void noStatusOfAnEarlierExecutionHoldsUpTheRest(String status) throws SQLException {
		run("--bulksend.limit=2");
		execute("update batch_job_execution set status = '" + status + "'");
		requireTheRestIsSent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "STARTED", "UNKNOWN" })
	void noStatusOfAnEarlierStepHoldsUpTheRest(String status) throws SQLException {
		run("--bulksend.limit=2");
		execute("update batch_step_execution set status = '" + status + "'");
		requireTheRestIsSent();
	}

	@Test
	void anInstanceWithoutAnExecutionDoesNotHoldUpTheRest() throws SQLException {
		run("--bulksend.limit=2");
		for (String table : List.of("step_execution_context", "step_execution", "job_execution_context",
				"job_execution_params", "job_execution")) {
			execute("delete from batch_" + table);
		}
		requireTheRestIsSent();
	}

	@Test
	void aCallThatWasUnderWayWhenTheProcessDiedIsNotMadeAgain() throws SQLException {
		run("--bulksend.limit=2");
		execute("update bulksend_message set status = 'IN_FLIGHT', message_id = null, completed_at = null"
				+ " where id = (select min(id) from bulksend_message)");
		RunResult result = run();
		assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(ROWS - 1);
		assertThat(result.summary().count(Status.IN_DOUBT)).isEqualTo(1);
		assertThat(this.server.calls()).isEqualTo(ROWS);
	}

	@Test
	void aPlanThatWasNotFinishedIsMadeAnew() throws SQLException {
		StopSwitch stop = new StopSwitch();
		stop.request(StopReason.SIGNAL, "Stopped.");
		Launcher.send(arguments(), stop, new RunProgress());
		execute("update bulksend_file set planned_at = null, row_count = null");
		execute("insert into bulksend_message (id, status, attempts) select id * 1000000000000 + 1, 'INVALID', 0"
				+ " from bulksend_file");
		assertThat(run().summary().count(Status.ACCEPTED)).isEqualTo(ROWS);
	}

	@Test
	void aDatabaseOfAnotherKindIsRefused() {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> run("--spring.datasource.url=jdbc:h2:file:" + this.folder.resolve("own")))
			.havingRootCause()
			.isInstanceOf(ConfigurationException.class)
			.withMessageContaining("spring.datasource.url");
	}

	@Test
	void aCanaryGoesOnWhereItWasStoppedAndIsJudgedOnce() {
		run("--bulksend.limit=1", "--bulksend.canary=3");
		RunResult failed = Launcher.send(arguments("--bulksend.canary=3"), new StopSwitch(), new RunProgress());
		assertThat(failed.stop()).isEmpty();
		assertThat(failed.summary().count(Status.ACCEPTED)).isEqualTo(ROWS);
	}

	@Test
	void aFailedCanaryStaysFailedUntilItIsLeftOut() throws SQLException {
		run("--bulksend.limit=3", "--bulksend.canary=3");
		execute("update bulksend_message set status = 'REJECTED', message_id = null, error_code = '8003'");
		for (int again = 0; again < 2; again++) {
			RunResult failed = run("--bulksend.canary=3");
			assertThat(failed.stop()).map(StopSwitch.Stop::reason).contains(StopReason.CANARY_FAILED);
			assertThat(this.server.calls()).isEqualTo(3);
		}
		RunResult enough = run("--bulksend.canary=3", "--bulksend.canary-share=0.1", "--bulksend.retry=rejected");
		assertThat(enough.stop()).isEmpty();
		assertThat(enough.summary().count(Status.ACCEPTED)).isEqualTo(ROWS);
	}

	@Test
	void afterTheLastMomentNothingIsSentResumedOrNot() {
		run("--bulksend.limit=2");
		RunResult late = run("--bulksend.not-after=2020-01-01T00:00");
		assertThat(late.stop()).map(StopSwitch.Stop::reason).contains(StopReason.TIME_OVER);
		assertThat(late.summary().count(Status.NOT_SENT)).isEqualTo(ROWS - 2);
		assertThat(this.server.calls()).isEqualTo(2);
		requireTheRestIsSent();
	}

	@Test
	void howFarItHasComeIncludesEarlierRuns() {
		run("--bulksend.limit=2");
		RunProgress progress = new RunProgress();
		Launcher.send(arguments("--bulksend.limit=3", "--bulksend.progress-interval=1m"), new StopSwitch(), progress);
		assertThat(progress.standing().run().accepted()).isEqualTo(3);
		assertThat(progress.standing())
			.isEqualTo(new RunProgress.Standing(ROWS, 5, 5, 0, 0, 0, 0, progress.standing().run()));
		assertThat(progress.phase()).isEqualTo(RunProgress.Phase.WRITING_RESULTS);
		assertThat(progress.interval()).hasMinutes(1);
	}

	private void requireTheRestIsSent() {
		RunResult result = run();
		assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(ROWS);
		assertThat(this.server.calls()).isEqualTo(ROWS);
	}

	private RunResult run(String... more) {
		return Launcher.send(arguments(more), new StopSwitch(), new RunProgress());
	}

	private List<String> arguments(String... more) {
		List<String> arguments = new ArrayList<>(List.of("--bulksend.file=" + this.folder.resolve("spring.csv"),
				"--bulksend.data-dir=" + this.folder, "--bulksend.rate=0", "--bulksend.api.token=token",
				"--bulksend.api.source=source", "--bulksend.api.url=" + this.server.url()));
		arguments.addAll(List.of(more));
		return arguments;
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = connection(); Statement statement = connection.createStatement()) {
			assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
		}
	}

	private long number(String sql) throws SQLException {
		try (Connection connection = connection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getLong(1);
		}
	}

	private Connection connection() throws SQLException {
		return DriverManager.getConnection(LedgerDatabase.url(this.folder.resolve("ledger")), "sa", "");
	}

}
