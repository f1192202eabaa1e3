package io.bulksend.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.bulksend.campaign.Status;
import io.bulksend.ledger.database.LatestRun;
import io.bulksend.testsupport.Results;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An embedded ledger of which something is gone: nothing is sent that it has forgotten.
 * The results are taken away each time, so that they cannot tell.
 */
class LostLedgerTest {

	private static final String REMINDER = """
			recipient_whatsapp,attachment_id,caption
			61491570006,bill-4,Your bill is due on Friday
			61491570156,bill-4,Your bill is due on Friday
			61491570157,bill-4,Your bill is due on Friday
			""";

	@TempDir
	private Path folder;

	private Desk desk;

	private Path ledger;

	private Path database;

	@BeforeEach
	void open() {
		this.desk = new Desk(this.folder, "");
		this.desk.write("reminder.csv", REMINDER);
		this.ledger = this.folder.resolve("data/ledger");
		this.database = this.ledger.resolve("bulksend.mv.db");
	}

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void anEmptyFileIsNotANewLedger() throws IOException {
		send();
		Files.write(this.database, new byte[0]);
		requireRefused("is gone: its file bulksend.mv.db is empty");
		assertThat(this.database).isEmptyFile();
	}

	@ParameterizedTest
	@ValueSource(strings = { "holder.txt", "progress.properties" })
	void aMissingFileIsNotANewLedgerThoughOneOfItsCompanionsIsGone(String companion) throws IOException {
		send();
		Files.delete(this.database);
		Files.delete(this.ledger.resolve(companion));
		requireRefused("is gone: its file bulksend.mv.db is missing");
		assertThat(this.database).doesNotExist();
	}

	@Test
	void whatMakesALedgerMakesNoneWhereOneIsGone() throws IOException {
		send();
		Files.delete(this.database);
		this.desk.write("posts.json", "{\"delivery_status\":[]}");
		for (List<String> command : List.of(List.of("receipts", this.desk.path("posts.json").toString()),
				List.of("opt-outs", "--add", "61491570006"))) {
			Captured refused = this.desk.run(command);
			assertThat(refused.exitCode()).isEqualTo(2);
			assertThat(refused.err()).hasLineCount(1).contains("is gone: its file bulksend.mv.db is missing");
		}
		assertThat(this.database).doesNotExist();
	}

	@Test
	void aFirstRunThatDiedBeforeItHadALedgerHoldsNothingUp() throws IOException {
		Files.createDirectories(this.ledger);
		Files.write(this.database, new byte[0]);
		assertThat(this.desk.send("reminder.csv").exitCode()).isZero();
		assertThat(this.desk.received()).hasSize(3);
	}

	@Test
	void aDamagedFileIsSaidToBeThat() throws IOException {
		send();
		byte[] garbage = new byte[(int) Files.size(this.database)];
		Arrays.fill(garbage, (byte) 'x');
		Files.write(this.database, garbage);
		requireRefused("is damaged");
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 4_096, 5_000, 12_000 })
	void aFileOfWhichLittleIsLeftIsDamaged(int length) throws IOException {
		send();
		Files.write(this.database, Arrays.copyOf(Files.readAllBytes(this.database), length));
		requireRefused("Put the newest copy of bulksend.mv.db back");
	}

	@Test
	void aFileThatIsDamagedInItsMiddleSendsNothing() throws IOException {
		send();
		try (RandomAccessFile file = new RandomAccessFile(this.database.toFile(), "rw")) {
			byte[] zeros = new byte[(int) file.length() - 3 * 4096];
			file.seek(2 * 4096);
			file.write(zeros);
		}
		requireRefused("Put", "back");
	}

	@Test
	void aFileThatWasCutSendsNothingThatIsNoLongerInIt() throws IOException {
		send();
		byte[] whole = Files.readAllBytes(this.database);
		Map<String, Long> before = this.desk.received();
		for (int length : new int[] { whole.length - 1, whole.length - 4096, whole.length / 2, 3 * 4096, 2 * 4096 }) {
			Files.write(this.database, Arrays.copyOf(whole, length));
			Captured cut = this.desk.send("reminder.csv");
			boolean complete = cut.exitCode() == 0 && cut.out().contains("nothing was sent now");
			assertThat(complete || cut.exitCode() == 2).as(length + ": " + cut.err()).isTrue();
			assertThat(this.desk.received()).isEqualTo(before);
			Files.deleteIfExists(this.folder.resolve("reminder-results.csv"));
		}
	}

	@Test
	void aLedgerThatWasRestoredFromAnOlderCopyIsToldFromTheNewest() throws IOException {
		send("--limit", "1");
		Path copy = Files.copy(this.database, this.folder.resolve("copy"));
		send("--limit", "1");
		Path newest = Files.copy(this.database, this.folder.resolve("newest"));
		Files.copy(copy, this.database, StandardCopyOption.REPLACE_EXISTING);
		requireRefused("is older than its latest run left it", "the campaign \"reminder\" had 2 rows accepted",
				"Put the newest copy of bulksend.mv.db back");
		Files.copy(newest, this.database, StandardCopyOption.REPLACE_EXISTING);
		send();
		assertThat(this.desk.received()).hasSize(3).containsOnlyKeys("61491570006", "61491570156", "61491570157");
		assertThat(this.desk.received().values()).containsOnly(1L);
	}

	@Test
	void whereThereIsNoNewerCopyTheRestGoesOutAsTheRefusalSays() throws IOException {
		this.desk.write("reminder.csv", REMINDER + "61491570158,bill-4,Your bill is due on Friday\n");
		send("--limit", "1");
		Path copy = Files.copy(this.database, this.folder.resolve("copy"));
		send("--limit", "2");
		Files.copy(copy, this.database, StandardCopyOption.REPLACE_EXISTING);
		requireRefused("If there is no newer copy", "move progress.properties away",
				"(the first 2 of them, and what goes out in a second)", "with --amend");
		Files.delete(this.ledger.resolve("progress.properties"));
		assertThat(this.desk.run("results", "reminder.csv").exitCode()).isEqualTo(3);
		assertThat(Results.read(this.folder.resolve("reminder-results.csv"))).extracting((row) -> row.get("status"))
			.containsExactly("ACCEPTED", "NOT_SENT", "NOT_SENT", "NOT_SENT");
		this.desk.write("reminder.csv", """
				recipient_whatsapp,attachment_id,caption
				61491570006,bill-4,Your bill is due on Friday
				61491570158,bill-4,Your bill is due on Friday
				""");
		assertThat(this.desk.send("reminder.csv", "--amend").exitCode()).isZero();
		assertThat(this.desk.received()).hasSize(4);
		assertThat(this.desk.received().values()).containsOnly(1L);
	}

	@Test
	void aLedgerFromBeforeAnotherCampaignWasSentIsOlderToo() throws IOException {
		send();
		Path copy = Files.copy(this.database, this.folder.resolve("copy"));
		this.desk.write("other.csv", REMINDER.replace("bill-4", "bill-5"));
		this.desk.send("other.csv");
		Files.copy(copy, this.database, StandardCopyOption.REPLACE_EXISTING);
		requireRefused("is older than its latest run left it");
	}

	@Test
	void aRunThatHadNothingToSendDoesNotHideThatTheLedgerIsOlder() throws IOException {
		send();
		Path copy = Files.copy(this.database, this.folder.resolve("copy"));
		this.desk.write("other.csv", REMINDER.replace("bill-4", "bill-5"));
		this.desk.send("other.csv");
		send();
		Files.copy(copy, this.database, StandardCopyOption.REPLACE_EXISTING);
		requireRefused("is older than its latest run left it", "the campaign \"other\" had 3 rows accepted");
	}

	@Test
	void anAmendmentThatWasRefusedDoesNotHideThatTheLedgerIsOlder() throws IOException {
		send("--limit", "1");
		Path copy = Files.copy(this.database, this.folder.resolve("copy"));
		send();
		this.desk.write("reminder.csv", REMINDER.replace("Friday", "Monday"));
		Captured refused = this.desk.send("reminder.csv", "--amend");
		assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
		this.desk.write("reminder.csv", REMINDER);
		Path newest = Files.copy(this.database, this.folder.resolve("newest"));
		Files.copy(copy, this.database, StandardCopyOption.REPLACE_EXISTING);
		requireRefused("is older than its latest run left it");
		Files.copy(newest, this.database, StandardCopyOption.REPLACE_EXISTING);
		send();
		assertThat(this.desk.received().values()).containsExactly(1L, 1L, 1L);
	}

	@Test
	void aFolderThatWasRestoredAsAWholeIsToldByTheResults() throws IOException {
		send("--limit", "1");
		Path copy = Files.copy(this.database, this.folder.resolve("copy"));
		Path progress = Files.copy(this.ledger.resolve("progress.properties"), this.folder.resolve("progress"));
		this.desk.send("reminder.csv");
		Files.copy(copy, this.database, StandardCopyOption.REPLACE_EXISTING);
		Files.copy(progress, this.ledger.resolve("progress.properties"), StandardCopyOption.REPLACE_EXISTING);
		Captured refused = this.desk.send("reminder.csv");
		assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
		assertThat(refused.err()).contains("reminder-results.csv has 2 rows that were accepted");
	}

	@Test
	void aLedgerOfAnEarlierVersionHasNoSuchFileAndGoesOn() throws IOException {
		send("--limit", "1");
		Files.delete(this.ledger.resolve("progress.properties"));
		Files.delete(this.ledger.resolve("holder.txt"));
		send();
		assertThat(this.desk.received()).hasSize(3);
		assertThat(this.desk.received().values()).containsOnly(1L);
	}

	@Test
	void theLatestRunLeavesHowFarItCame() throws IOException {
		send("--limit", "2");
		LatestRun latest = LatestRun.read(this.ledger).orElseThrow();
		assertThat(latest.campaign()).isEqualTo("reminder");
		assertThat(latest.phase()).isEqualTo("ended");
		assertThat(latest.rows()).isEqualTo(3);
		assertThat(latest.counts()).isEqualTo(Map.of(Status.ACCEPTED, 2L, Status.NOT_SENT, 1L));
		assertThat(latest.mark()).isEqualTo(new LatestRun.Mark(latest.mark().file(), 2, 2));
		assertThat(latest.pid()).isEqualTo(ProcessHandle.current().pid());
		assertThat(latest.begun()).isBeforeOrEqualTo(latest.updated());
		this.desk.send("reminder.csv", "--limit", "1");
		assertThat(LatestRun.read(this.ledger).orElseThrow().mark().calls()).isEqualTo(3);
		Files.writeString(this.ledger.resolve("progress.properties"), "campaign=cut of");
		assertThat(LatestRun.read(this.ledger)).isEmpty();
	}

	private void send(String... options) throws IOException {
		Captured sent = this.desk.send("reminder.csv", options);
		assertThat(sent.exitCode()).as(sent.err()).isIn(0, 3);
		assertThat(sent.err()).doesNotContain("bulk-send:");
		Files.delete(this.folder.resolve("reminder-results.csv"));
	}

	private void requireRefused(String... words) {
		Map<String, Long> before = this.desk.received();
		for (String command : new String[] { "send", "results" }) {
			Captured refused = this.desk.run(command, "reminder.csv");
			assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
			assertThat(refused.err()).hasLineCount(1).contains(words).doesNotContain("--data-dir", "--campaign");
		}
		Captured check = this.desk.run("check", "reminder.csv");
		assertThat(check.exitCode()).as(check.out() + check.err()).isEqualTo(2);
		assertThat(this.desk.received()).isEqualTo(before);
	}

}
