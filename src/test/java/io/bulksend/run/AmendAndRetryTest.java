package io.bulksend.run;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import io.bulksend.campaign.Status;
import io.bulksend.run.settings.ConfigurationException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a run sends that amends its campaign's file, or sends again what was decided.
 */
class AmendAndRetryTest {

	private static final String[] RETRY = { "--bulksend.retry=rejected,in-doubt" };

	@AutoClose
	private final CampaignRuns runs;

	AmendAndRetryTest(@TempDir Path folder) {
		this.runs = new CampaignRuns(folder);
	}

	@Test
	void anAmendmentWithRetryThatWasStoppedGoesOnAndTriesNothingOnceMore() throws SQLException {
		this.runs.writeRows(1);
		this.runs.run();
		this.runs.decideFirstRow("REJECTED");
		this.runs.writeRows(1, 2, 3);
		this.runs.run(RETRY[0], "--bulksend.amend=true", "--bulksend.limit=2");
		assertThat(this.runs.calls()).isEqualTo(3);
		this.runs.decideFirstRow("REJECTED");
		assertThat(this.runs.run(RETRY[0], "--bulksend.amend=true").summary().count(Status.REJECTED)).isEqualTo(1);
		assertThat(this.runs.calls()).isEqualTo(4);
	}

	@Test
	void aRetryThatDiedWithItsLastCallsGoesOnAndTriesNothingOnceMore() throws SQLException {
		this.runs.writeRows(1, 2);
		this.runs.run();
		this.runs.decideFirstRow("IN_DOUBT");
		this.runs.run(RETRY[0], "--bulksend.window=" + closedNow(), "--bulksend.zone=UTC");
		assertThat(this.runs.calls()).isEqualTo(2);
		this.runs.decideFirstRow("IN_FLIGHT");
		assertThat(this.runs.run(RETRY).summary().count(Status.IN_DOUBT)).isEqualTo(1);
		assertThat(this.runs.calls()).isEqualTo(2);
		assertThat(this.runs.run(RETRY).summary().count(Status.ACCEPTED)).isEqualTo(2);
		assertThat(this.runs.calls()).isEqualTo(3);
	}

	@Test
	void aRetryThatWasAskedForBeforeTheCallWasMadeDoesNotRepeatIt() throws SQLException {
		this.runs.writeRows(1, 2);
		this.runs.run();
		this.runs.decideFirstRow("IN_DOUBT");
		assertThat(runRetryAskedAt(System.currentTimeMillis() - 60_000).summary().count(Status.IN_DOUBT)).isEqualTo(1);
		assertThat(this.runs.calls()).isEqualTo(2);
		assertThat(this.runs.run(RETRY).summary().count(Status.ACCEPTED)).isEqualTo(2);
	}

	@Test
	void ofTwoThatAreToFinishAStoppedRetryTheSecondDoesNotBeginAnother() throws SQLException {
		this.runs.writeRows(1, 2, 3);
		this.runs.run("--bulksend.limit=2");
		this.runs.decideFirstRow("IN_DOUBT");
		this.runs.run(RETRY[0], "--bulksend.limit=1");
		assertThat(this.runs.calls()).isEqualTo(3);
		this.runs.decideFirstRow("IN_DOUBT");
		long asked = System.currentTimeMillis();
		for (int run = 0; run < 2; run++) {
			assertThat(runRetryAskedAt(asked).summary().count(Status.IN_DOUBT)).isEqualTo(1);
			assertThat(this.runs.calls()).isEqualTo(4);
		}
		assertThat(this.runs.run(RETRY).summary().count(Status.ACCEPTED)).isEqualTo(3);
	}

	private RunResult runRetryAskedAt(long millis) {
		System.setProperty(CommandStart.PROPERTY, String.valueOf(millis));
		try {
			return this.runs.run(RETRY);
		}
		finally {
			System.clearProperty(CommandStart.PROPERTY);
		}
	}

	@Test
	void otherSettingsAreRefusedWithRetryToo() {
		this.runs.writeRows(1, 2);
		this.runs.run("--bulksend.limit=1");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> this.runs.run(RETRY[0], "--bulksend.once-per=recipient"))
			.withMessageContaining("once per recipient")
			.withMessageContaining("--amend");
		assertThat(this.runs.calls()).isEqualTo(1);
	}

	@Test
	void anAmendmentMayChangeTheSettingsAndThenSendsNothingThatIsTheSameByThese() {
		this.runs.write("recipient_whatsapp,attachment_id", "919833078001,a", "919833078001,b", "919833078002,a",
				"919833078002,b");
		this.runs.run("--bulksend.limit=1");
		RunResult amended = this.runs.run("--bulksend.amend=true", "--bulksend.once-per=recipient");
		assertThat(this.runs.calls()).isEqualTo(2);
		assertThat(amended.summary().count(Status.ACCEPTED)).isEqualTo(2);
		assertThat(amended.summary().count(Status.DUPLICATE)).isEqualTo(2);
		this.runs.run("--bulksend.amend=true", "--bulksend.once-per=recipient");
		assertThat(this.runs.calls()).isEqualTo(2);
	}

	@Test
	void theDelimiterThatWasFoundIsTheOneThatIsNamed() {
		this.runs.writeRows(1, 2);
		this.runs.run("--bulksend.limit=1");
		assertThat(this.runs.run("--bulksend.delimiter=,").summary().count(Status.ACCEPTED)).isEqualTo(2);
	}

	@Test
	void aGroupNamedByDigitsGetsNothingTwiceOncePerRecipient() {
		this.runs.write("recipient_type,recipient_whatsapp,attachment_id", "group,120363025246125486,a",
				"individual,919833078001,a");
		this.runs.run("--bulksend.once-per=recipient");
		this.runs.write("recipient_type,recipient_whatsapp,attachment_id", "group,120363025246125486,b",
				"individual,919833078001,b", "group,919833078001,b");
		assertThat(this.runs.run("--bulksend.once-per=recipient", "--bulksend.amend=true")
			.summary()
			.count(Status.ACCEPTED)).isEqualTo(3);
		assertThat(this.runs.calls()).isEqualTo(3);
	}

	@Test
	void whatIsInDoubtIsRetriedThoughItWasOnceRejected() throws SQLException {
		this.runs.writeRows(1);
		this.runs.run();
		this.runs.decideFirstRow("REJECTED");
		this.runs.writeRows(1, 2);
		this.runs.run("--bulksend.amend=true");
		this.runs.decideFirstRow("IN_DOUBT");
		this.runs.writeRows(1, 2, 3);
		assertThat(this.runs.run("--bulksend.amend=true", "--bulksend.retry=in-doubt").summary().count(Status.ACCEPTED))
			.isEqualTo(3);
		assertThat(this.runs.calls()).isEqualTo(4);
	}

	@Test
	void whatWasAcceptedIsNotRetriedThoughItWasOnceInDoubt() throws SQLException {
		this.runs.writeRows(1);
		this.runs.run();
		this.runs.decideFirstRow("IN_DOUBT");
		this.runs.writeRows(1, 2);
		this.runs.run("--bulksend.amend=true", "--bulksend.retry=in-doubt");
		assertThat(this.runs.calls()).isEqualTo(3);
		this.runs.writeRows(2, 1);
		this.runs.run("--bulksend.amend=true", "--bulksend.retry=in-doubt,rejected");
		assertThat(this.runs.calls()).isEqualTo(3);
	}

	private static String closedNow() {
		LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
		return now.plusHours(2) + "-" + now.plusHours(3);
	}

}
