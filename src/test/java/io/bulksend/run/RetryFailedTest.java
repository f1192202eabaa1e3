package io.bulksend.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import io.bulksend.campaign.Status;
import io.bulksend.ledger.FailedDeliveries.Failures;
import io.bulksend.run.settings.ConfigurationException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Messages that are sent again because their delivery failed, or by their error codes.
 */
class RetryFailedTest {

	private static final String FAILED = "--bulksend.retry=failed";

	private static final String WAIT = "This message was not delivered to maintain healthy ecosystem engagement.";

	@AutoClose
	private final CampaignRuns runs;

	private final Path folder;

	RetryFailedTest(@TempDir Path folder) {
		this.folder = folder;
		this.runs = new CampaignRuns(folder);
	}

	@Test
	void whatWasNotDeliveredGoesOutOnceMoreAndIsAcceptedUnderItsNewId() throws SQLException {
		this.runs.writeRows(1, 2, 3);
		this.runs.run();
		List<String> ids = this.runs.results("message_id");
		report(ids.get(1), "FAILED", "Number is not on WhatsApp", hoursAgo(0));
		report(ids.get(2), "DELIVERED", null, hoursAgo(0));
		RunResult again = this.runs.run(FAILED);
		assertThat(this.runs.calls()).isEqualTo(4);
		assertThat(again.summary().count(Status.ACCEPTED)).isEqualTo(3);
		assertThat(this.runs.results("message_id").get(0)).isEqualTo(ids.get(0));
		assertThat(this.runs.results("message_id").get(1)).isNotEqualTo(ids.get(1));
		assertThat(this.runs.results("attempts")).containsExactly("1", "2", "1");
		assertThat(this.runs.results("delivery_status")).containsExactly("", "", "delivered");
		this.runs.execute("update bulksend_receipt set status = 'READ' where message_id = '" + ids.get(1) + "'");
		this.runs.run(FAILED);
		assertThat(this.runs.calls()).isEqualTo(4);
		assertThat(this.runs.results("delivery_status")).containsExactly("", "", "delivered");
	}

	@Test
	void aRowIsSentThreeTimesInAllAndThatIsSaid() throws SQLException {
		this.runs.writeRows(1);
		this.runs.run();
		for (int time = 2; time <= 4; time++) {
			report(this.runs.results("message_id").get(0), "FAILED", null, hoursAgo(0));
			RunResult result = this.runs.run(FAILED);
			assertThat(this.runs.calls()).isEqualTo(Math.min(time, 3));
			assertThat(result.failures()).map(Failures::givenUp).contains((time > 3) ? 1L : 0L);
		}
	}

	@Test
	void itIsSentThreeTimesInAllHoweverOftenItsFileIsReplaced() throws SQLException {
		this.runs.writeRows(1);
		this.runs.run();
		for (int time = 2; time <= 4; time++) {
			report(this.runs.results("message_id").get(0), "FAILED", null, hoursAgo(0));
			int[] rows = new int[time];
			for (int i = 0; i < time; i++) {
				rows[i] = i + 1;
			}
			this.runs.writeRows(rows);
			this.runs.run(FAILED, "--bulksend.amend=true");
		}
		assertThat(this.runs.recipients().stream().filter("919833078001"::equals)).hasSize(3);
		assertThat(this.runs.recipients()).hasSize(6);
	}

	@Test
	void whereTheRemarkAsksToWaitADayHasToPass() throws SQLException {
		this.runs.writeRows(1, 2, 3);
		this.runs.run();
		List<String> ids = this.runs.results("message_id");
		report(ids.get(0), "FAILED", WAIT, hoursAgo(23));
		report(ids.get(1), "FAILED", WAIT, hoursAgo(25));
		report(ids.get(2), "FAILED", "131056", hoursAgo(1));
		Failures left = this.runs.run(FAILED).failures().orElseThrow();
		assertThat(this.runs.recipients()).endsWith("919833078003", "919833078002").hasSize(4);
		assertThat(left.waiting()).isEqualTo(2);
		assertThat(left.first()).isEqualTo(hoursAgo(-1).toInstant(ZoneOffset.UTC));
		assertThat(left.last()).isEqualTo(hoursAgo(-23).toInstant(ZoneOffset.UTC));
	}

	@Test
	void aFailureThatIsDatedFarAheadIsWaitedForFromWhenItsMessageWasAccepted() throws SQLException {
		this.runs.writeRows(1, 2);
		this.runs.run();
		List<String> ids = this.runs.results("message_id");
		report(ids.get(0), "FAILED", WAIT, hoursAgo(-24 * 365 * 50));
		report(ids.get(1), "FAILED", WAIT, hoursAgo(-10));
		assertThat(this.runs.run(FAILED).failures()).map(Failures::waiting).contains(2L);
		this.runs.execute("update bulksend_message set completed_at = completed_at - interval '25' hour");
		assertThat(this.runs.run(FAILED).failures()).map(Failures::waiting).contains(1L);
		assertThat(this.runs.recipients()).endsWith("919833078001").hasSize(3);
	}

	@Test
	void aRetryThatDiedGoesOnAndItsResultsAreNotTakenForThoseOfAnotherLedger() throws SQLException, IOException {
		this.runs.writeRows(1, 2);
		this.runs.run();
		for (String id : this.runs.results("message_id")) {
			report(id, "FAILED", null, hoursAgo(0));
		}
		Path results = this.folder.resolve("spring-results.csv");
		String before = Files.readString(results);
		this.runs.run(FAILED, "--bulksend.limit=1");
		assertThat(this.runs.calls()).isEqualTo(3);
		Files.writeString(results, before);
		this.runs.execute("update bulksend_message set status = 'IN_FLIGHT' where status = 'NOT_SENT'");
		for (int run = 0; run < 2; run++) {
			RunResult result = this.runs.run(FAILED);
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(1);
			assertThat(result.summary().count(Status.IN_DOUBT)).isEqualTo(1);
			assertThat(this.runs.calls()).isEqualTo(3);
		}
	}

	@Test
	void whatIsRefusedTheSecondTimeIsRejectedAndTheLedgerIsNotTakenForAnOlderOne() throws SQLException {
		this.runs.writeRows(1, 2);
		this.runs.run();
		report(this.runs.results("message_id").get(0), "FAILED", null, hoursAgo(0));
		this.runs.answer("8003");
		for (int run = 0; run < 3; run++) {
			RunResult result = this.runs.run(FAILED);
			assertThat(result.summary().count(Status.REJECTED)).isEqualTo(1);
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(1);
		}
		assertThat(this.runs.calls()).isEqualTo(3);
		assertThat(this.runs.results("delivery_status")).containsExactly("", "");
	}

	@Test
	void codesAndWordsSelectTheirRowsAlone() throws SQLException {
		this.runs.writeRows(1, 2, 3, 4, 5);
		this.runs.run();
		decide(1, "REJECTED", "8005");
		decide(2, "REJECTED", "8007");
		decide(3, "REJECTED", "HTTP_413");
		decide(4, "IN_DOUBT", "NO_REPLY");
		this.runs.run("--bulksend.retry=8007,http_413");
		assertThat(this.runs.recipients().subList(5, 7)).containsExactly("919833078002", "919833078003");
		assertThat(this.runs.calls()).isEqualTo(7);
		this.runs.run("--bulksend.retry=in-doubt,8005");
		assertThat(this.runs.recipients().subList(7, 9)).containsExactly("919833078001", "919833078004");
		assertThat(this.runs.calls()).isEqualTo(9);
	}

	@Test
	void aCodeThatNoDocumentAndNoRowHasIsRefused() throws SQLException {
		this.runs.writeRows(1);
		this.runs.run();
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> this.runs.run("--bulksend.retry=8055"))
			.withMessageContaining("8055")
			.withMessageContaining("the nearest is 8005");
		decide(1, "REJECTED", "8055");
		assertThat(this.runs.run("--bulksend.retry=8055").summary().count(Status.ACCEPTED)).isEqualTo(1);
	}

	@Test
	void whatIsRefusedAsBeforeDoesNotCountAsAFailureInARow() throws SQLException {
		this.runs.writeRows(1, 2, 3, 4);
		this.runs.run();
		for (int row = 1; row <= 4; row++) {
			decide(row, "REJECTED", (row == 4) ? "8003" : "8007");
		}
		this.runs.answer("8007");
		RunResult again = this.runs.run("--bulksend.retry=rejected", "--bulksend.max-failures=2");
		assertThat(again.stop()).isEmpty();
		assertThat(this.runs.calls()).isEqualTo(8);
		for (int row = 1; row <= 4; row++) {
			decide(row, "REJECTED", "8003");
		}
		assertThat(this.runs.run("--bulksend.retry=rejected", "--bulksend.max-failures=2").stop()).isPresent();
	}

	private void decide(int row, String status, String code) throws SQLException {
		this.runs.decide(row, status);
		this.runs.execute("update bulksend_message set error_code = '" + code
				+ "' where id = (select max(id) * 1000000000000 from bulksend_file) + " + row);
	}

	private void report(String id, String status, String remark, LocalDateTime at) throws SQLException {
		this.runs.execute("insert into bulksend_receipt (message_id, known, status, remark, first_at, failed_at, zone)"
				+ " values ('" + id + "', true, '" + status + "', " + ((remark != null) ? "'" + remark + "'" : "null")
				+ ", '" + at + "', '" + at + "', 'UTC')");
	}

	private final LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC).withNano(0);

	private LocalDateTime hoursAgo(int hours) {
		return this.now.minusHours(hours);
	}

}
