package io.bulksend.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing goes out twice because a person spelled something else than last time, on every
 * database.
 */
abstract class SameCampaignContract {

	private static final String NEWS = """
			recipient_whatsapp,attachment_id,caption
			447700900112,flyer-7,Our autumn programme is out
			447700900138,flyer-7,Our autumn programme is out
			447700900175,flyer-7,Our autumn programme is out
			""";

	private static final String INVITES = """
			recipient_whatsapp,attachment_id,caption
			12025550117,card-2,"You are invited, Dana"
			12025550133,card-2,"You are invited, Lee"
			120255501,card-2,"You are invited, Sam"
			""";

	@TempDir
	private Path folder;

	private Desk desk;

	/** The property that names the database; empty for the embedded one. */
	abstract String database();

	/** The JDBC URL of the ledger. */
	abstract String url(Path data);

	@BeforeEach
	void open() {
		this.desk = new Desk(this.folder, database());
	}

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void theSameBytesUnderAnotherNameAreNotAnotherCampaign() {
		this.desk.write("autumn-news.csv", NEWS);
		this.desk.write("autumn-news (1).csv", NEWS);
		assertThat(this.desk.send("autumn-news.csv", "--limit", "1").exitCode()).isEqualTo(3);
		Captured copy = this.desk.send("autumn-news (1).csv");
		assertRefused(copy, "was sent as the campaign \"autumn-news\" on 20", "send autumn-news.csv.", "--again");
		assertThat(this.desk.send("autumn-news.csv").exitCode()).isZero();
		assertThat(this.desk.received()).isEqualTo(once("447700900112", "447700900138", "447700900175"));
		assertThat(this.desk.path("autumn-news (1)-results.csv")).doesNotExist();
	}

	@Test
	void theSameBytesAreSentAgainWhereThatIsAskedForAndFromThenOnWithoutAsking() {
		this.desk.write("news.csv", NEWS);
		this.desk.write("again.csv", NEWS);
		this.desk.send("news.csv");
		assertThat(this.desk.send("again.csv", "--again", "--limit", "1").exitCode()).isEqualTo(3);
		Captured rest = this.desk.send("again.csv");
		assertThat(rest.exitCode()).as(rest.err()).isZero();
		assertThat(this.desk.received()).containsOnly(Map.entry("447700900112", 2L), Map.entry("447700900138", 2L),
				Map.entry("447700900175", 2L));
	}

	@Test
	void theSameBytesAreNotBroughtToAnotherCampaignByAmending() {
		this.desk.write("news.csv", NEWS);
		this.desk.write("other.csv", INVITES);
		this.desk.send("news.csv");
		this.desk.send("other.csv");
		Captured amended = this.desk.send("news.csv", "--campaign", "other", "--amend");
		assertRefused(amended, "was sent as the campaign \"news\"", "--again");
		assertThat(this.desk.send("news.csv", "--campaign", "other", "--amend", "--again").exitCode()).isZero();
		assertThat(this.desk.received().get("447700900112")).isEqualTo(2);
		assertThat(this.desk.send("news.csv", "--campaign", "other").exitCode()).isZero();
		assertThat(this.desk.received().get("447700900112")).isEqualTo(2);
	}

	@Test
	void bytesOfWhichNothingWentOutMayBeginACampaign() {
		this.desk.write("bad.csv", "recipient_whatsapp,attachment_id\n120255501,a-1\n");
		this.desk.send("bad.csv", "--max-invalid", "100");
		this.desk.write("copy.csv", this.desk.read("bad.csv"));
		assertThat(this.desk.send("copy.csv", "--max-invalid", "100").exitCode()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "--campaign= Été ", "--campaign=E\u0301te\u0301", "--campaign=Été\u2003",
			"--campaign=\uFEFFÉté\u00A0" })
	void aNameThatLooksTheSameIsTheSame(String spelled) {
		this.desk.write("Été.csv", NEWS);
		this.desk.write("other.csv", NEWS);
		this.desk.send("Été.csv");
		Captured again = this.desk.send("other.csv", spelled);
		assertThat(again.exitCode()).as(again.err()).isZero();
		assertThat(this.desk.received()).isEqualTo(once("447700900112", "447700900138", "447700900175"));
		assertThat(Captured
			.run("status", Normalizer.normalize("Été ", Normalizer.Form.NFD), "--data-dir",
					this.desk.path("data").toString(),
					"--spring.config.additional-location=file:" + this.desk.path("account.properties"))
			.out()).contains("Campaign Été");
	}

	@Test
	void aFilesNameThatASystemTookApartIsTheSame() {
		String apart = Normalizer.normalize("Été.csv", Normalizer.Form.NFD);
		this.desk.write(apart, NEWS);
		this.desk.write("other.csv", NEWS);
		this.desk.send(apart);
		assertThat(this.desk.send("other.csv", "--campaign", "Été").exitCode()).isZero();
		assertThat(this.desk.received()).isEqualTo(once("447700900112", "447700900138", "447700900175"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "E\u0301te\u0301", " Été", "E\u0301te\u0301 " })
	void aNameThatAnEarlierVersionKeptAsItWasGivenIsFound(String kept) throws SQLException {
		this.desk.write("Été.csv", NEWS);
		this.desk.send("Été.csv", "--limit", "1");
		execute("update bulksend_campaign set name = '" + kept + "'");
		this.desk.path("data/ledger/progress.properties").toFile().delete();
		Captured rest = this.desk.send("Été.csv");
		assertThat(rest.exitCode()).as(rest.err()).isZero();
		assertThat(this.desk.send("Été.csv").out()).contains("nothing was sent now");
		assertThat(this.desk.received()).isEqualTo(once("447700900112", "447700900138", "447700900175"));
	}

	@Test
	void resultsAreNotANewCampaignWhateverTheyAreCalled() throws IOException {
		this.desk.write("invites.csv", INVITES);
		assertThat(this.desk.send("invites.csv").exitCode()).isEqualTo(1);
		for (String kind : new String[] { "results", "retry" }) {
			Files.copy(this.desk.path("invites-" + kind + ".csv"), this.desk.path("still to do " + kind + ".csv"));
			Captured copy = this.desk.send("still to do " + kind + ".csv");
			assertRefused(copy, "comes from results of the campaign \"invites\"",
					"send invites.csv --corrections '" + this.desk.path("still to do " + kind + ".csv") + "'");
		}
		assertThat(this.desk.received()).isEqualTo(once("12025550117", "12025550133"));
	}

	@Test
	void resultsAreKnownByTheirMessageIdsThoughAllOtherColumnsAreGone() {
		this.desk.write("invites.csv", INVITES);
		this.desk.send("invites.csv");
		String id = this.desk.read("invites-results.csv").lines().skip(2).findFirst().orElseThrow().split(",")[6];
		this.desk.write("rest.csv",
				"Message ID,recipient_whatsapp,attachment_id\n,12025550144,card-2\n" + id + ",12025550133,card-2\n");
		assertRefused(this.desk.send("rest.csv"), "its message_id, " + id + ", is one of the campaign \"invites\"",
				"--corrections");
		assertRefused(this.desk.run("check", "rest.csv"), "its message_id");
		assertThat(this.desk.send("rest.csv", "--again").exitCode()).isZero();
		assertThat(this.desk.received().get("12025550133")).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "campaign,line", "line,status,error_code", "Line,Error Code,STATUS" })
	void resultsAreKnownByColumnsThatOnlyTheyHaveTogether(String columns) {
		this.desk.write("invites.csv", INVITES);
		this.desk.send("invites.csv");
		this.desk.write("mine.csv",
				"recipient_whatsapp,attachment_id," + columns + "\n12025550133,card-2,invites,2,x\n");
		assertRefused(this.desk.send("mine.csv"), "comes from results", "--corrections");
		assertThat(this.desk.received()).isEqualTo(once("12025550117", "12025550133"));
	}

	@Test
	void messageIdsOfTheFilesOwnMeanNothing() {
		this.desk.write("invites.csv", INVITES);
		this.desk.send("invites.csv");
		this.desk.write("own.csv", "recipient_whatsapp,attachment_id,message_id,status\n12025550144,card-2,4711,ok\n");
		Captured own = this.desk.send("own.csv");
		assertThat(own.exitCode()).as(own.err()).isZero();
	}

	@Test
	void whatIsChangedOrSentAgainHasToBeThere() {
		this.desk.write("spring-offer.csv", NEWS);
		this.desk.send("spring-offer.csv");
		assertRefused(this.desk.send("spring-offer.csv", "--campaign", "Spring-ofer", "--amend"),
				"no campaign \"Spring-ofer\" to amend", "nearest is \"spring-offer\"");
		assertRefused(this.desk.send("spring-offer.csv", "--campaign", "sprin-offer", "--retry", "rejected"),
				"no campaign \"sprin-offer\" to retry", "nearest is \"spring-offer\"");
		assertRefused(this.desk.send("spring-offer.csv", "--campaign", "christmas", "--amend"),
				"the nearest is \"spring-offer\"");
		assertThat(this.desk.received()).isEqualTo(once("447700900112", "447700900138", "447700900175"));
	}

	@Test
	void checkSaysWhatSendWouldDoNow() {
		this.desk.write("news.csv", NEWS);
		Captured before = this.desk.run("check", "news.csv");
		assertThat(before.exitCode()).as(before.err()).isZero();
		assertThat(before.out()).containsPattern("Would be sent +3\n").doesNotContain("left alone");
		this.desk.send("news.csv", "--limit", "1");
		Captured check = this.desk.run("check", "news.csv");
		assertThat(check.out()).containsPattern("Would be sent +2\n").containsPattern("left alone: ACCEPTED +1\n");
		assertThat(check.exitCode()).isZero();
		assertThat(this.desk.run("check", "news.csv", "--json").out())
			.contains("\"campaign\":\"news\",\"go_out\":2,\"left_alone\":{\"ACCEPTED\":1}");
		this.desk.write("more.csv", NEWS + "447700900199,flyer-7,More\n");
		Captured amended = this.desk.run("check", "more.csv", "--campaign", "news", "--amend");
		assertThat(amended.out()).containsPattern("Would be sent +3\n").containsPattern("left alone: ACCEPTED +1\n");
		assertRefused(this.desk.run("check", "more.csv", "--campaign", "news"), "started with another file");
		this.desk.write("copy.csv", NEWS);
		assertRefused(this.desk.run("check", "copy.csv"), "was sent as the campaign \"news\"");
		assertThat(this.desk.received()).isEqualTo(once("447700900112"));
	}

	@Test
	void resultsThatTheLedgerDoesNotKnowAreNotOverwrittenBySendingAgain() throws IOException, SQLException {
		this.desk.write("news.csv", NEWS);
		this.desk.send("news.csv", "--limit", "2");
		Path results = this.desk.path("news-results.csv");
		Path kept = Files.copy(results, this.desk.path("kept.csv"));
		forgetAll();
		assertRefused(this.desk.send("news.csv"), "news-results.csv has 2 rows that were accepted", "does not know");
		assertRefused(this.desk.send("news.csv", "--again"), "news-results.csv has 2 rows");
		assertRefused(this.desk.run("check", "news.csv"), "news-results.csv has 2 rows");
		assertThat(results).hasSameBinaryContentAs(kept);
		assertThat(this.desk.received()).isEqualTo(once("447700900112", "447700900138"));
		Files.delete(results);
		assertThat(this.desk.send("news.csv").exitCode()).isZero();
		assertThat(this.desk.received().get("447700900112")).isEqualTo(2);
	}

	@Test
	void resultsThatASpreadsheetHasSavedAreStillTheLedgers() throws IOException {
		this.desk.write("news.csv", NEWS);
		this.desk.send("news.csv", "--limit", "2");
		String saved = this.desk.read("news-results.csv").replace(',', ';').replace("\r\n", "\n");
		this.desk.write("news-results.csv", saved);
		Captured rest = this.desk.send("news.csv");
		assertThat(rest.exitCode()).as(rest.err()).isZero();
		this.desk.write("news-results.csv", saved.replace("id-1", "id-of-another"));
		assertRefused(this.desk.send("news.csv"), "news-results.csv has a row that was accepted");
	}

	@Test
	void resultsThatASpreadsheetHasSavedInItsOwnEncodingSayWhatWasSent() throws IOException, SQLException {
		this.desk.write("news.csv", NEWS.replace("autumn", "Frühlings"));
		this.desk.send("news.csv", "--limit", "2");
		Path results = this.desk.path("news-results.csv");
		Files.writeString(results, this.desk.read("news-results.csv").substring(1).replace(',', ';'),
				StandardCharsets.ISO_8859_1);
		assertThat(this.desk.send("news.csv", "--limit", "1").exitCode()).as("the ledger has them").isZero();
		Files.writeString(results, this.desk.read("news-results.csv").substring(1).replace(',', ';'),
				StandardCharsets.ISO_8859_1);
		forgetAll();
		assertRefused(this.desk.send("news.csv"), "news-results.csv has 3 rows that were accepted");
		Files.write(results, new byte[] { 'P', 'K', 3, 4, 0, 0 });
		assertRefused(this.desk.send("news.csv"), "cannot be read", "Excel workbook", "move them away");
		assertThat(this.desk.received()).isEqualTo(once("447700900112", "447700900138", "447700900175"));
	}

	@Test
	void nothingIsSentWhereTheResultsNameWouldBeTooLong() {
		String name = "x".repeat(240);
		this.desk.write(name + ".csv", NEWS);
		assertRefused(this.desk.send(name + ".csv"), "the name is too long", "shorten the input file's");
		assertThat(this.desk.received()).isEmpty();
	}

	@Test
	void resultsNameTheirCampaignInTheirLastColumn() {
		this.desk.write("own.csv", "recipient_whatsapp,campaign,attachment_id\n12025550117,mine,card-2\n");
		this.desk.send("own.csv", "--campaign", "=spring");
		assertThat(this.desk.read("own-results.csv").lines().findFirst().orElseThrow())
			.endsWith("recipient_whatsapp,campaign,attachment_id,line,status,message_id,error_code,error_message,"
					+ "attempts,completed_at,delivery_status,delivered_at,advice,campaign");
		assertThat(this.desk.read("own-results.csv").lines().skip(1).findFirst().orElseThrow())
			.startsWith("12025550117,mine,card-2,2,ACCEPTED,")
			.endsWith(",'=spring");
		this.desk.send("own-results.csv", "--campaign", "=spring", "--amend");
		assertThat(this.desk.read("own-results-results.csv").lines().findFirst())
			.isEqualTo(this.desk.read("own-results.csv").lines().findFirst());
	}

	private static void assertRefused(Captured refused, String... words) {
		String said = (refused.out() + refused.err()).replaceAll("\\s+", " ");
		assertThat(refused.exitCode()).as(said).isEqualTo(2);
		assertThat(said).contains(words);
	}

	private static Map<String, Long> once(String... numbers) {
		Map<String, Long> once = new TreeMap<>();
		for (String number : numbers) {
			once.put(number, 1L);
		}
		return once;
	}

	private void forgetAll() throws SQLException {
		for (String table : List.of("bulksend_message", "bulksend_file", "bulksend_campaign",
				"batch_step_execution_context", "batch_step_execution", "batch_job_execution_context",
				"batch_job_execution_params", "batch_job_execution", "batch_job_instance")) {
			execute("delete from " + table);
		}
		this.desk.path("data/ledger/progress.properties").toFile().delete();
	}

	private Connection connection() throws SQLException {
		String url = url(this.desk.path("data"));
		return url.startsWith("jdbc:h2:") ? DriverManager.getConnection(url, "sa", "")
				: DriverManager.getConnection(url);
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = connection(); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
