package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

import io.bulksend.ledger.database.LedgerDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What check says of a campaign that was begun is what send then does.
 */
class ForeseenTest {

	private static final String HEADER = "recipient_whatsapp,attachment_id,caption\n";

	private static final String BREAKFAST = HEADER + """
			447700900612,menu-1,Breakfast from seven
			447700900638,menu-1,Breakfast from seven
			4477009,menu-1,Breakfast from seven
			4477,menu-1,Breakfast from seven
			447,menu-1,Breakfast from seven
			""";

	@TempDir
	private Path folder;

	private Desk desk;

	@BeforeEach
	void open() {
		this.desk = new Desk(this.folder, "bulksend.max-invalid=100");
	}

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void whatAnAmendedFileChangesAfterItWasSentIsSaidBeforehand() {
		this.desk.write("menu.csv", BREAKFAST);
		this.desk.send("menu.csv");
		this.desk.write("menu.csv",
				BREAKFAST.replaceFirst("from seven", "from eight").replace("4477009,", "447700900651,"));
		String changed = "1 message was changed after it was sent, in caption: line 2 to ****0612 (caption is now"
				+ " \"Breakfast from eight\")";
		for (String command : new String[] { "check", "send" }) {
			assertRefused(this.desk.run(command, "menu.csv", "--amend"), changed + ". Nothing was sent.",
					"--changed skip");
		}
		Captured sending = this.desk.run("check", "menu.csv", "--amend", "--changed", "send");
		assertThat(sending.exitCode()).as(words(sending)).isOne();
		assertThat(sending.out()).containsPattern("Would be sent +2\n")
			.containsPattern("left alone: ACCEPTED +1\n")
			.doesNotContain("left alone: DUPLICATE");
		assertThat(words(sending)).contains(changed);
		Captured skipping = this.desk.run("check", "menu.csv", "--amend", "--changed", "skip");
		assertThat(skipping.out()).containsPattern("Would be sent +1\n")
			.containsPattern("left alone: ACCEPTED +1\n")
			.containsPattern("left alone: DUPLICATE +1\n");
		assertThat(words(skipping)).contains(changed);
		assertThat(this.desk.run("check", "menu.csv", "--amend", "--changed", "skip", "--json").out())
			.contains("\"go_out\":1,\"left_alone\":{\"ACCEPTED\":1,\"DUPLICATE\":1},\"changed\":\"1 message");
		assertThat(this.desk.received()).isEqualTo(once("447700900612", "447700900638"));
		this.desk.send("menu.csv", "--amend", "--changed", "skip");
		assertThat(this.desk.received()).isEqualTo(once("447700900612", "447700900638", "447700900651"));
	}

	@Test
	void whatCorrectionsSendIsSaidBeforehand() {
		this.desk.write("menu.csv", BREAKFAST);
		this.desk.send("menu.csv");
		this.desk.write("corrected.csv", """
				line,recipient_whatsapp
				2,447700900699
				4,447700900651
				5,44770
				6,447700900638
				""");
		String[] corrections = { "--corrections", this.desk.path("corrected.csv").toString() };
		for (int i = 0; i < 2; i++) {
			Captured check = this.desk.run("check", "menu.csv", corrections);
			assertThat(check.exitCode()).as(words(check)).isOne();
			assertThat(check.out()).containsPattern("Would be sent +1\n")
				.containsPattern("left alone: ACCEPTED +2\n")
				.containsPattern("INVALID RECIPIENT_LENGTH +1 +5\n")
				.containsPattern("DUPLICATE +1 +6\n");
			assertThat(words(check)).contains("Of 4 rows in", "3 changed what is sent", "Now the same as another row",
					"Changes left alone");
			assertThat(this.desk.run("check", "menu.csv").out()).containsPattern("Would be sent +0\n")
				.containsPattern("INVALID RECIPIENT_LENGTH +3 +4, 5, 6\n");
		}
		assertThat(this.desk.run("check", "menu.csv", "--json", corrections[0], corrections[1]).out())
			.contains("\"go_out\":1,", "\"corrections\":{\"rows\":4,\"opened\":3,\"duplicates\":1,");
		this.desk.send("menu.csv", corrections);
		assertThat(this.desk.received()).isEqualTo(once("447700900612", "447700900638", "447700900651"));
		Captured after = this.desk.run("check", "menu.csv");
		assertThat(after.out()).containsPattern("Would be sent +0\n")
			.containsPattern("left alone: ACCEPTED +3\n")
			.containsPattern("INVALID RECIPIENT_LENGTH +1 +5\n");
		assertThat(words(this.desk.run("check", "menu.csv", corrections))).contains("taken in by an earlier run",
				"Would be sent 0");
	}

	@Test
	void whatCorrectionsOfAnAmendedFileChangeAfterItWasSentIsSaidBeforehand() {
		this.desk.write("menu.csv", BREAKFAST);
		this.desk.send("menu.csv");
		this.desk.write("menu.csv", BREAKFAST.replaceFirst("447700900612,(.*)seven", "44770,$1eight"));
		this.desk.send("menu.csv", "--amend");
		this.desk.write("corrected.csv", "line,recipient_whatsapp\n2,447700900612\n4,447700900651\n");
		String[] corrections = { "--corrections", this.desk.path("corrected.csv").toString() };
		String changed = "1 message was changed after it was sent, in caption: line 2 to ****0612 (caption is now"
				+ " \"Breakfast from eight\")";
		for (String command : new String[] { "check", "send" }) {
			assertRefused(this.desk.run(command, "menu.csv", corrections), changed + ". Nothing was sent.",
					"--changed skip");
		}
		Captured sending = this.desk.run("check", "menu.csv", corrections[0], corrections[1], "--changed", "send");
		assertThat(sending.out()).containsPattern("Would be sent +2\n").doesNotContain("left alone: DUPLICATE");
		assertThat(words(sending)).contains(changed);
		Captured skipping = this.desk.run("check", "menu.csv", corrections[0], corrections[1], "--changed", "skip");
		assertThat(skipping.out()).containsPattern("Would be sent +1\n")
			.containsPattern("left alone: ACCEPTED +1\n")
			.containsPattern("left alone: DUPLICATE +1\n");
		assertThat(words(skipping)).contains(changed, "Changes of a message that its recipient got, and not sent: 1.");
		this.desk.send("menu.csv", corrections[0], corrections[1], "--changed", "skip");
		assertThat(this.desk.received()).isEqualTo(once("447700900612", "447700900638", "447700900651"));
	}

	@Test
	void correctionsOfRowsThatAreOpenOrSentAgainAreCountedOnce() throws IOException, SQLException {
		this.desk.write("menu.csv", HEADER + """
				447700900612,menu-1,Breakfast
				447700900638,menu-1,Breakfast
				447700900651,menu-1,Breakfast
				447700900677,menu-1,Breakfast
				""");
		this.desk.send("menu.csv", "--limit", "3");
		execute("update bulksend_message set status = 'REJECTED' where mod(id, 10) in (1, 2)");
		Files.delete(this.desk.path("data/ledger/progress.properties"));
		Files.delete(this.desk.path("menu-results.csv"));
		this.desk.write("corrected.csv", "line,recipient_whatsapp\n2,447700900613\n5,447700900678\n");
		String corrections = this.desk.path("corrected.csv").toString();
		assertThat(this.desk.run("check", "menu.csv", "--corrections", corrections).out())
			.containsPattern("Would be sent +2\n")
			.containsPattern("left alone: ACCEPTED +1\n")
			.containsPattern("left alone: REJECTED +1\n");
		assertThat(this.desk.run("check", "menu.csv", "--corrections", corrections, "--retry", "rejected").out())
			.containsPattern("Would be sent +3\n")
			.doesNotContain("left alone: REJECTED");
		long before = this.desk.received().values().stream().mapToLong(Long::longValue).sum();
		this.desk.send("menu.csv", "--corrections", corrections, "--retry", "rejected");
		assertThat(this.desk.received().values().stream().mapToLong(Long::longValue).sum() - before).isEqualTo(3);
	}

	@Test
	void correctionsThatSendRefusesAreRefused() {
		this.desk.write("menu.csv", BREAKFAST);
		this.desk.send("menu.csv");
		this.desk.write("line.csv", "line,recipient_whatsapp\n17,447700900651\n");
		this.desk.write("twice.csv", "line,recipient_whatsapp\n4,447700900651\n4,447700900652\n");
		this.desk.write("other.csv", "line,recipient_whatsapp,campaign\n4,447700900651,dinner\n");
		for (String command : new String[] { "check", "send" }) {
			assertRefused(correct(command, "line.csv"), "no row of the campaign starts in line 17");
			assertRefused(correct(command, "twice.csv"), "two rows have the line 4");
			assertRefused(correct(command, "other.csv"), "of the campaign \"dinner\"");
			assertRefused(correct(command, "none.csv"), "no such file");
			assertRefused(correct(command, "line.csv", "--amend"), "give one of them");
			assertRefused(correct(command, "line.csv", "--campaign", "lunch", "--again"),
					"has no campaign \"lunch\" whose rows could be corrected");
		}
		assertThat(this.desk.received()).isEqualTo(once("447700900612", "447700900638"));
	}

	@Test
	void aSuppressionListThatIsForgottenIsMissedWhereSendWouldMissIt() {
		this.desk.write("stop.txt", "447700900699\n");
		String list = this.desk.path("stop.txt").toString();
		this.desk.write("menu.csv", BREAKFAST);
		this.desk.write("corrected.csv", "line,recipient_whatsapp\n4,447700900651\n");
		String corrections = this.desk.path("corrected.csv").toString();
		this.desk.send("menu.csv", "--suppress", list, "--limit", "1");
		for (String command : new String[] { "check", "send" }) {
			assertRefused(this.desk.run(command, "menu.csv"), "was begun with a suppression list");
		}
		assertThat(this.desk.run("check", "menu.csv", "--suppress", list).exitCode()).isOne();
		assertThat(this.desk.run("check", "menu.csv", "--suppress", "none").exitCode()).isOne();
		this.desk.send("menu.csv", "--suppress", list);
		assertThat(this.desk.run("check", "menu.csv").exitCode()).isOne();
		for (String command : new String[] { "check", "send" }) {
			assertRefused(this.desk.run(command, "menu.csv", "--corrections", corrections),
					"was begun with a suppression list");
		}
		this.desk.write("menu.csv", BREAKFAST + "447700900652,menu-1,Breakfast from seven\n");
		for (String command : new String[] { "check", "send" }) {
			assertRefused(this.desk.run(command, "menu.csv", "--amend"), "was begun with a suppression list");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "--corrections=corrected.csv", "--amend", "--retry=rejected" })
	void whatNeedsACampaignMakesNoLedgerWhereThereIsNone(String option) {
		this.desk.write("menu.csv", BREAKFAST);
		for (String command : new String[] { "check", "send" }) {
			assertRefused(this.desk.run(command, "menu.csv", option), "The ledger has no campaign \"menu\"");
			assertThat(this.desk.path("data")).doesNotExist();
		}
	}

	@Test
	void whatAnEarlierVersionBeganIsLookedAtByItsRules() throws SQLException {
		this.desk.write("menu.csv", BREAKFAST);
		assertThat(this.desk.send("menu.csv", "--max-invalid", "10").exitCode()).isEqualTo(2);
		execute("insert into bulksend_campaign (name, created_at, key_version) values ('menu', current_timestamp, 1)");
		execute("insert into bulksend_file (campaign_id, sha256, name, pass, retrying) select id, 'of another file', 'menu.csv',"
				+ " 1, false from bulksend_campaign");
		this.desk.write("menu.csv",
				HEADER + "447700900612,menu-1,\"Breakfast\nfrom seven\"\n4407700900638,menu-1,Breakfast\n");
		assertThat(this.desk.run("check", "menu.csv").out()).containsPattern("Would be sent +1\n");
		this.desk.send("menu.csv");
		assertThat(this.desk.received()).isEqualTo(once("447700900612"));
		this.desk.write("menu.csv",
				HEADER + "447700900612,menu-1,\"Breakfast\r\nfrom seven\"\n4407700900638,menu-1,Breakfast\n");
		assertThat(this.desk.run("check", "menu.csv", "--amend").out()).containsPattern("Would be sent +0\n")
			.containsPattern("left alone: ACCEPTED +1\n")
			.containsPattern("INVALID RECIPIENT_LENGTH +1 +4\n");
		assertThat(this.desk.send("menu.csv", "--amend").exitCode()).isOne();
		assertThat(this.desk.received()).isEqualTo(once("447700900612"));
	}

	private Captured correct(String command, String corrections, String... options) {
		String[] all = new String[options.length + 2];
		all[0] = "--corrections";
		all[1] = this.desk.path(corrections).toString();
		System.arraycopy(options, 0, all, 2, options.length);
		return this.desk.run(command, "menu.csv", all);
	}

	private static void assertRefused(Captured refused, String... words) {
		String said = words(refused);
		assertThat(refused.exitCode()).as(said).isEqualTo(2);
		assertThat(said).contains(words);
	}

	private static String words(Captured captured) {
		return (captured.out() + captured.err()).replaceAll("\\s+", " ");
	}

	private static Map<String, Long> once(String... numbers) {
		Map<String, Long> once = new TreeMap<>();
		for (String number : numbers) {
			once.put(number, 1L);
		}
		return once;
	}

	private void execute(String sql) throws SQLException {
		String url = LedgerDatabase.url(this.desk.path("data/ledger"));
		try (Connection connection = DriverManager.getConnection(url, "sa", "");
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
