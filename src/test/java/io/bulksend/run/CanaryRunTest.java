package io.bulksend.run;

import java.nio.file.Path;
import java.sql.SQLException;

import io.bulksend.campaign.Status;
import io.bulksend.progress.RunProgress;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Limits of a run that its earlier runs and later ones share: the canary and the last
 * moment; and what it tells of itself.
 */
class CanaryRunTest {

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
	void aCanaryGoesOnWhereItWasStoppedAndIsJudgedOnce() {
		this.runs.run("--bulksend.limit=1", "--bulksend.canary=3");
		RunResult result = this.runs.run("--bulksend.canary=3");
		assertThat(result.stop()).isEmpty();
		assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(ROWS);
	}

	@Test
	void aFailedCanaryStaysFailedUntilItIsLeftOut() throws SQLException {
		this.runs.run("--bulksend.limit=3", "--bulksend.canary=3");
		this.runs.execute("update bulksend_message set status = 'REJECTED', message_id = null, error_code = '8003'");
		for (int again = 0; again < 2; again++) {
			RunResult failed = this.runs.run("--bulksend.canary=3");
			assertThat(failed.stop()).map(StopSwitch.Stop::reason).contains(StopReason.CANARY_FAILED);
			assertThat(this.runs.calls()).isEqualTo(3);
		}
		RunResult retried = this.runs.run("--bulksend.canary=3", "--bulksend.retry=rejected");
		assertThat(retried.stop()).isEmpty();
		assertThat(retried.summary().count(Status.ACCEPTED)).isEqualTo(ROWS);
	}

	@Test
	void afterTheLastMomentNothingIsSentResumedOrNot() {
		this.runs.run("--bulksend.limit=2");
		RunResult late = this.runs.run("--bulksend.not-after=2020-01-01T00:00");
		assertThat(late.stop()).map(StopSwitch.Stop::reason).contains(StopReason.TIME_OVER);
		assertThat(late.summary().count(Status.NOT_SENT)).isEqualTo(ROWS - 2);
		assertThat(this.runs.calls()).isEqualTo(2);
	}

	@Test
	void howFarItHasComeIncludesEarlierRuns() {
		this.runs.run("--bulksend.limit=2");
		RunProgress progress = new RunProgress();
		this.runs.run(new StopSwitch(), progress, "--bulksend.limit=3", "--bulksend.progress-interval=1m");
		assertThat(progress.standing().run().accepted()).isEqualTo(3);
		assertThat(progress.standing())
			.isEqualTo(new RunProgress.Standing(ROWS, 5, 5, 0, 0, 0, 0, 1, progress.standing().run()));
		assertThat(progress.phase()).isEqualTo(RunProgress.Phase.WRITING_RESULTS);
		assertThat(this.runs.settings().progressInterval()).hasMinutes(1);
	}

}
