package io.bulksend.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

import io.bulksend.campaign.Status;
import io.bulksend.cli.output.CommandFailure;
import io.bulksend.cli.output.ExitCode;
import io.bulksend.job.RunFailedException;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Runs that follow one another on one ledger, in an H2 file, whatever Spring Batch's own
 * tables say of the earlier ones.
 */
class SendRunTest {

	private static final int ROWS = 6;

	@TempDir
	private Path folder;

	@AutoClose
	private CampaignRuns runs;

	@BeforeEach
	void writeCampaign() {
		this.runs = new CampaignRuns(this.folder);
		this.runs.writeRows(1, 2, 3, 4, 5, 6);
	}

	@Test
	void aCompleteCampaignIsNotSentAgainAndStartsNoJob() throws SQLException {
		assertThat(this.runs.run().sentBefore()).isFalse();
		RunResult again = this.runs.run();
		assertThat(again.sentBefore()).isTrue();
		assertThat(again.summary().count(Status.ACCEPTED)).isEqualTo(ROWS);
		assertThat(this.runs.calls()).isEqualTo(ROWS);
		assertThat(this.runs.number("select count(*) from batch_job_execution")).isEqualTo(1);
	}

	@Test
	void aStoppedRunGoesOnAsTheSameInstance() throws SQLException {
		RunResult stopped = this.runs.run("--bulksend.limit=2");
		assertThat(stopped.stop()).isPresent();
		assertThat(stopped.summary().count(Status.NOT_SENT)).isEqualTo(ROWS - 2);
		requireTheRestIsSent();
		assertThat(this.runs.number("select count(*) from batch_job_instance")).isEqualTo(1);
	}

	@Test
	void resultsThatCannotBeWrittenNeedAPersonAndNothingIsLost() throws IOException {
		Path inTheWay = this.folder.resolve("spring-results.csv").resolve("something");
		this.runs.onCall(() -> assertThat(inTheWay.toFile().exists() || inTheWay.toFile().mkdirs()).isTrue());
		CommandFailure failure = CommandFailure.of(catchThrowable(() -> this.runs.run()));
		assertThat(failure.exitCode()).isEqualTo(ExitCode.NEEDS_A_PERSON);
		assertThat(failure.message()).startsWith("The results could not be written to " + inTheWay.getParent())
			.contains("safe in the ledger");
		Files.delete(inTheWay);
		Files.delete(inTheWay.getParent());
		assertThat(this.runs.run().summary().count(Status.ACCEPTED)).isEqualTo(ROWS);
		assertThat(this.runs.calls()).isEqualTo(ROWS);
	}

	@Test
	void aStopBeforeTheFirstCallLosesNothing() {
		StopSwitch stop = new StopSwitch();
		stop.request(StopReason.SIGNAL, "Stopped.");
		assertThat(this.runs.run(stop).summary().count(Status.NOT_SENT)).isEqualTo(ROWS);
		assertThat(this.runs.calls()).isZero();
		requireTheRestIsSent();
	}

	@Test
	void anExecutionThatDiedIsRecovered() throws SQLException {
		this.runs.run("--bulksend.limit=2");
		this.runs.execute("update batch_job_execution set status = 'STARTED', end_time = null");
		this.runs
			.execute("update batch_step_execution set status = 'STARTED', end_time = null where step_name = 'send'");
		requireTheRestIsSent();
		assertThat(this.runs.number("select count(*) from batch_job_execution where status = 'FAILED'")).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "STARTING", "STARTED", "STOPPING", "FAILED", "STOPPED", "COMPLETED", "ABANDONED", "UNKNOWN" })
	void noStatusOfAnEarlierExecutionHoldsUpTheRest(String status) throws SQLException {
		this.runs.run("--bulksend.limit=2");
		this.runs.execute("update batch_job_execution set status = '" + status + "'");
		requireTheRestIsSent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "STARTED", "UNKNOWN" })
	void noStatusOfAnEarlierStepHoldsUpTheRest(String status) throws SQLException {
		this.runs.run("--bulksend.limit=2");
		this.runs.execute("update batch_step_execution set status = '" + status + "'");
		requireTheRestIsSent();
	}

	@Test
	void anInstanceWithoutAnExecutionDoesNotHoldUpTheRest() throws SQLException {
		this.runs.run("--bulksend.limit=2");
		for (String table : List.of("step_execution_context", "step_execution", "job_execution_context",
				"job_execution_params", "job_execution")) {
			this.runs.execute("delete from batch_" + table);
		}
		requireTheRestIsSent();
	}

	@Test
	void aCallThatWasUnderWayWhenTheProcessDiedIsNotMadeAgain() throws SQLException {
		this.runs.run("--bulksend.limit=2");
		this.runs.execute("update bulksend_message set status = 'IN_FLIGHT', message_id = null, completed_at = null"
				+ " where id = (select min(id) from bulksend_message)");
		RunResult result = this.runs.run();
		assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(ROWS - 1);
		assertThat(result.summary().count(Status.IN_DOUBT)).isEqualTo(1);
		assertThat(this.runs.calls()).isEqualTo(ROWS);
	}

	@Test
	void aPlanThatWasNotFinishedIsMadeAnew() throws SQLException {
		StopSwitch stop = new StopSwitch();
		stop.request(StopReason.SIGNAL, "Stopped.");
		this.runs.run(stop);
		this.runs.execute("update bulksend_file set planned_at = null, row_count = null");
		this.runs
			.execute("insert into bulksend_message (id, status, attempts) select id * 1000000000000 + 1, 'INVALID', 0"
					+ " from bulksend_file");
		assertThat(this.runs.run().summary().count(Status.ACCEPTED)).isEqualTo(ROWS);
	}

	@Test
	void aFileThatIsChangedWithItsLastCallIsNotTakenForARunThatSentNothing() {
		this.runs.writeRows(1);
		this.runs.onCall(() -> this.runs.writeRows(1, 2));
		assertThatExceptionOfType(RunFailedException.class).isThrownBy(() -> this.runs.run())
			.withMessageContaining("changed")
			.withMessageContaining("the same command");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--bulksend.file=missing.csv", "--bulksend.suppress=missing.txt", "--bulksend.rate=-1",
			"--bulksend.window=always", "--bulksend.give-up-after=never", "--bulksend.delimiter=ab" })
	void whatCannotBeUsedLeavesNoTrace(String setting) {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> this.runs.run(setting));
		assertThat(this.folder.resolve("ledger")).doesNotExist();
	}

	@Test
	void aCampaignNeedsAName() {
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> this.runs.run("--bulksend.campaign= "))
			.withMessageContaining("campaign must not be blank");
	}

	@Test
	void resultsDoNotOverwriteTheSuppressionList() throws IOException {
		Path list = Files.writeString(this.folder.resolve("stop.txt"), "919833078001\n");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> this.runs.run("--bulksend.suppress=" + list, "--bulksend.results=" + list))
			.withMessageContaining("suppression list");
		assertThat(list).hasContent("919833078001");
	}

	@Test
	void aDatabaseOfAnotherKindIsRefused() {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> this.runs.run("--spring.datasource.url=jdbc:h2:file:" + this.folder.resolve("own")))
			.havingRootCause()
			.isInstanceOf(ConfigurationException.class)
			.withMessageContaining("spring.datasource.url");
	}

	private void requireTheRestIsSent() {
		RunResult result = this.runs.run();
		assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(ROWS);
		assertThat(this.runs.calls()).isEqualTo(ROWS);
	}

}
