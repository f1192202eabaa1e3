package io.bulksend.run;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.bulksend.campaign.Status;
import io.bulksend.input.InputException;
import io.bulksend.job.RunFailedException;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A file of which most rows are INVALID.
 */
class MaxInvalidTest {

	@TempDir
	private Path folder;

	@AutoClose
	private CampaignRuns runs;

	@BeforeEach
	void startServer() {
		this.runs = new CampaignRuns(this.folder);
		this.runs.write("recipient_whatsapp,attachment_id", "447700900602,a", "44-,a", "077,a");
	}

	@Test
	void isNotSentAndNothingOfItIsKept() throws SQLException {
		assertThatExceptionOfType(InputException.class).isThrownBy(this.runs::run)
			.withMessageContaining("2 of the file's 3 rows are INVALID, more than the 50 % that --max-invalid allows,"
					+ " so nothing is sent; the first is line 3, RECIPIENT_LENGTH");
		assertThat(this.runs.calls()).isZero();
		assertThat(this.runs.number("select count(*) from bulksend_message")).isZero();
		assertThat(this.runs.number("select count(*) from bulksend_file")).isZero();
		assertThat(this.runs.number("select count(*) from bulksend_campaign")).isZero();
		assertThat(this.folder.resolve("spring-results.csv")).doesNotExist();
	}

	@Test
	void ofOneRowItIsSaidSo() {
		this.runs.write("recipient_whatsapp,attachment_id", "077,a");
		assertThatExceptionOfType(InputException.class).isThrownBy(this.runs::run)
			.withMessageContaining("1 of the file's 1 row is INVALID, more than");
	}

	@Test
	void isSentWhereThatManyAreAllowed() {
		assertThat(this.runs.run("--bulksend.max-invalid=66.7").summary().count(Status.ACCEPTED)).isEqualTo(1);
		assertThat(this.runs.run().summary().count(Status.INVALID)).isEqualTo(2);
	}

	@Test
	void isSentWhereNotMoreThanHalfAreInvalid() {
		this.runs.write("recipient_whatsapp,attachment_id", "447700900602,a", "077,a");
		assertThat(this.runs.run().summary().count(Status.ACCEPTED)).isEqualTo(1);
	}

	@Test
	void leavesWhatTheLedgerHasAsItWas() throws SQLException {
		String all = "--bulksend.max-invalid=100";
		this.runs.run(all);
		this.runs.write("recipient_whatsapp,attachment_id", "447700900602,a", "44-,a", "077,a", "078,a");
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> this.runs.run("--bulksend.amend=true"));
		assertThat(this.runs.number("select count(*) from bulksend_file")).isOne();
		assertThat(this.runs.number("select count(*) from bulksend_campaign")).isOne();
		assertThat(this.runs.run("--bulksend.amend=true", all).summary().count(Status.INVALID)).isEqualTo(3);
		assertThat(this.runs.calls()).isEqualTo(1);
	}

	@Test
	void nothingIsKeptOfAFileThatCannotBeReadToItsEnd() throws SQLException {
		this.runs.write("recipient_whatsapp,attachment_id", "447700900602,a", "447700900603,\"a");
		assertThatExceptionOfType(InputException.class).isThrownBy(this.runs::run);
		assertThat(this.runs.number("select count(*) from bulksend_campaign")).isZero();
		this.runs.write("recipient_whatsapp,attachment_id", "447700900602,a");
		assertThat(this.runs.run().summary().count(Status.ACCEPTED)).isEqualTo(1);
	}

	@Test
	void aRunThatIsStoppedWhileTheFileIsReadKeepsItsCampaign() throws SQLException {
		List<String> rows = new ArrayList<>(List.of("recipient_whatsapp,attachment_id"));
		rows.addAll(Collections.nCopies(1_000, "447700900602,a"));
		this.runs.write(rows.toArray(String[]::new));
		StopSwitch stop = new StopSwitch();
		stop.request(StopReason.SIGNAL, "Stopped.");
		assertThatExceptionOfType(RunFailedException.class).isThrownBy(() -> this.runs.run(stop));
		assertThat(this.runs.number("select count(*) from bulksend_campaign")).isOne();
		assertThat(this.runs.run().summary().count(Status.ACCEPTED)).isEqualTo(1);
	}

	@Test
	void ofOneRowIsSpokenAsOfOne() {
		this.runs.write("recipient_whatsapp,attachment_id", "447700900602,a", "44-,a");
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> this.runs.run("--bulksend.max-invalid=0"))
			.withMessageContaining("1 of the file's 2 rows is INVALID");
	}

	@Test
	void isSaidToBeRefusedWhenItIsChecked() {
		String file = "--bulksend.file=" + this.folder.resolve("spring.csv");
		CheckResult refused = CheckRun.run(List.of(file, "--bulksend.api.source=source"));
		assertThat(refused.refusal()).isPresent();
		assertThat(refused.goOut()).isZero();
		assertThat(CheckRun.run(List.of(file, "--bulksend.api.source=source", "--bulksend.max-invalid=100")).refusal())
			.isEmpty();
	}

}
