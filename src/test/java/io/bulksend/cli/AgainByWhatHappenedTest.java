package io.bulksend.cli;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import io.bulksend.cli.output.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What receipts say failed goes out again, as check foretells and the summary says; and
 * so many a day.
 */
class AgainByWhatHappenedTest {

	private static final String HEADER = "recipient_whatsapp,attachment_id\n";

	private static final String ROWS = HEADER + "61491570006,a\n61491570156,a\n61491570157,a\n";

	@TempDir
	private Path folder;

	private Desk desk;

	@BeforeEach
	void open() {
		this.desk = new Desk(this.folder, "bulksend.concurrency=1");
		this.desk.write("spring.csv", ROWS);
	}

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void whatFailedGoesOutAgainAsForetoldAndWhatWaitsIsSaid() {
		this.desk.send("spring.csv");
		LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
		receipts(receipt("id-1", "sent", "", now.minusHours(30)), receipt("id-1", "failed", "No such number", now),
				receipt("id-2", "sent", "", now.minusHours(30)),
				receipt("id-2", "failed", "Not delivered to maintain healthy ecosystem engagement", now.minusHours(1)),
				receipt("id-3", "delivered", "", now));
		assertThat(this.desk.run("check", "spring.csv", "--retry", "failed").out())
			.containsPattern("Would be sent +1\n")
			.containsPattern("left alone: ACCEPTED +2\n");
		this.desk.write("amended.csv", ROWS + "61491570158,a\n");
		assertThat(this.desk.run("check", "amended.csv", "--campaign", "spring", "--amend", "--retry", "failed").out())
			.containsPattern("Would be sent +2\n");
		Captured again = this.desk.send("spring.csv", "--retry", "failed");
		assertThat(again.exitCode()).isZero();
		assertThat(again.out().replaceAll("\\s+", " ")).contains("1 message whose delivery failed waits until");
		assertThat(this.desk.received()).containsEntry("61491570006", 2L)
			.containsEntry("61491570156", 1L)
			.containsEntry("61491570157", 1L);
		assertThat(this.desk.send("spring.csv", "--retry", "failed", "--json").out()).contains("\"waiting\":1",
				"\"given_up\":0", "\"wait_until\":");
		assertThat(this.desk.send("spring.csv", "--retry", "failed").out().lines()).singleElement()
			.asString()
			.contains("nothing was left to do", "1 message whose delivery failed waits until");
		assertThat(this.desk.received()).containsEntry("61491570006", 2L);
		assertThat(this.desk.run("check", "spring.csv", "--retry", "failed").out())
			.containsPattern("Would be sent +0\n");
	}

	@Test
	void soManyADayIsToldBeforehandAndWhenItIsOver() {
		Captured check = this.desk.run("check", "spring.csv", "--per-day", "2");
		assertThat(check.out().replaceAll("\\s+", " ")).contains("With 2 different recipients in any 24 hours",
				"2 of these go out now and 1 waits", "it takes 2 days");
		assertThat(this.desk.run("check", "spring.csv", "--per-day", "2", "--json").out()).contains("\"per_day\":2",
				"\"days\":2");
		Captured sent = this.desk.send("spring.csv", "--per-day", "2", "--json");
		assertThat(sent.exitCode()).isEqualTo(ExitCode.STOPPED);
		assertThat(sent.out()).contains("\"stop_reason\":\"per_day\"", "Run the same command again after");
		assertThat(this.desk.received()).hasSize(2);
		assertThat(this.desk.run("check", "spring.csv", "--per-day", "3", "--json").out())
			.contains("\"per_day_waiting\":0", "\"days\":1");
		assertThat(this.desk.run("check", "spring.csv", "--per-day", "2", "--json").out()).contains("\"go_out\":1",
				"\"per_day_waiting\":1", "\"per_day_free_at\":\"20", "\"days\":1");
		assertThat(this.desk.send("spring.csv", "--not-before", "2199-01-01 09:00", "--json").out())
			.contains("\"stop_reason\":\"not_before\"", "\"exit_code\":3");
		Captured never = this.desk.send("spring.csv", "--not-before", "2030-01-02T09:00", "--not-after",
				"2030-01-01T09:00");
		assertThat(never.exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
		assertThat(never.err()).contains("not-before must be before not-after");
	}

	@Test
	void checkTellsBeforeAndAfterWhenNothingIsSent() {
		Captured early = this.desk.run("check", "spring.csv", "--not-before", "2199-01-01 09:00", "--zone", "UTC");
		assertThat(early.exitCode()).isZero();
		assertThat(early.out()).contains("Nothing is sent before 2199-01-01 09:00 UTC.");
		Captured late = this.desk.run("check", "spring.csv", "--not-after", "2020-01-01 09:00", "--zone", "UTC");
		assertThat(late.exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
		assertThat(late.out().replaceAll("\\s+", " "))
			.contains("Nothing may be sent after 2020-01-01 09:00 UTC, and that has passed.");
		assertThat(this.desk.send("spring.csv").exitCode()).isZero();
		assertThat(this.desk.run("check", "spring.csv", "--not-after", "2020-01-01 09:00").exitCode()).isZero();
	}

	private void receipts(String... receipts) {
		this.desk.write("receipts.json", "{\"delivery_status\":[" + String.join(",", receipts) + "]}");
		assertThat(this.desk.run("receipts", "receipts.json").exitCode()).isZero();
	}

	private static String receipt(String id, String status, String remark, LocalDateTime at) {
		return "{\"ncmessage_id\":\"" + id + "\",\"status\":\"" + status + "\",\"status_remark\":\"" + remark
				+ "\",\"received_at\":\"" + DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").format(at) + "\"}";
	}

}
