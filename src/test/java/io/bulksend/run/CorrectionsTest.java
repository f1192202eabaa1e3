package io.bulksend.run;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.bulksend.campaign.Status;
import io.bulksend.input.InputException;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.testsupport.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What corrections of single rows send, keep and leave alone.
 */
class CorrectionsTest {

	@AutoClose
	private final CampaignRuns runs;

	private final Path folder;

	CorrectionsTest(@TempDir Path folder) {
		this.folder = folder;
		this.runs = new CampaignRuns(folder);
	}

	@Test
	void oneCorrectedRowGoesOutAndTheResultsAreOfTheWholeCampaign() {
		oneCorrectedRow();
	}

	@Test
	void oneCorrectedRowGoesOutAndTheResultsAreOfTheWholeCampaignOnPostgres() {
		oneCorrectedRow("--spring.datasource.url=" + PostgresServer.url(PostgresServer.newDatabase()));
	}

	private void oneCorrectedRow(String... options) {
		this.runs.write("recipient_whatsapp,attachment_id,caption", "447700900501,pass,\"Your pass,",
				"valid all year\"", "447700900522,pass,Your pass", "4477009005,pass,Your pass",
				"447700900547,pass,Your pass");
		run(options);
		assertThat(this.runs.results("line")).containsExactly("2", "4", "5", "6");
		assertThat(this.runs.results("status")).containsExactly("ACCEPTED", "ACCEPTED", "INVALID", "ACCEPTED");
		String[] corrected = with(options, corrections("\uFEFFrecipient_whatsapp,attachment_id,caption,line,status,"
				+ "message_id,error_code,error_message,attempts,completed_at,delivery_status,delivered_at,advice,campaign",
				"447700900536,pass,Your pass,5,INVALID,,RECIPIENT_LENGTH,,0,,,,,spring"));
		RunResult second = run(corrected);
		assertThat(second.summary().count(Status.ACCEPTED)).isEqualTo(4);
		assertThat(second.corrections().orElseThrow().counts().opened()).isOne();
		assertThat(this.runs.recipients()).containsExactly("447700900501", "447700900522", "447700900547",
				"447700900536");
		for (String[] again : new String[][] { options, corrected }) {
			RunResult same = run(again);
			assertThat(same.sentBefore()).isTrue();
			assertThat(same.corrections().map(CorrectionsTaken::before))
				.isEqualTo((again == corrected) ? Optional.of(true) : Optional.empty());
			assertThat(this.runs.calls()).isEqualTo(4);
			assertThat(this.runs.results("status")).containsOnly("ACCEPTED").hasSize(4);
			assertThat(this.runs.results("line")).containsExactly("2", "4", "5", "6");
			assertThat(this.runs.results("recipient_whatsapp")).containsExactly("447700900501", "447700900522",
					"447700900536", "447700900547");
		}
	}

	@Test
	void afterTwoRoundsAndARetryTheWholeCampaignIsThereOnce() throws SQLException {
		this.runs.write("recipient_whatsapp,attachment_id", "447700900501,a", "4477,a", "447700900503,a", "4478,a",
				"447700900505,a");
		run();
		this.runs.decide(3, "REJECTED");
		run(corrections("line,recipient_whatsapp", "3,447700900502", "5,44779"));
		assertThat(this.runs.results("status")).containsExactly("ACCEPTED", "ACCEPTED", "REJECTED", "INVALID",
				"ACCEPTED");
		run(corrections("line,recipient_whatsapp", "5,447700900504"));
		RunResult last = run("--bulksend.retry=rejected");
		assertThat(last.summary().rows()).isEqualTo(5);
		assertThat(last.summary().count(Status.ACCEPTED)).isEqualTo(5);
		assertThat(this.runs.results("recipient_whatsapp")).containsExactly("447700900501", "447700900502",
				"447700900503", "447700900504", "447700900505");
		assertThat(this.runs.recipients()).containsExactly("447700900501", "447700900503", "447700900505",
				"447700900502", "447700900504", "447700900503");
		assertThat(this.runs.number("select count(*) from bulksend_message where status = 'ACCEPTED'")).isEqualTo(5);
	}

	@Test
	void theSameCommandAgainSendsNothingWhereTheRowsToCorrectAreGoneAsThereAreNone() throws Exception {
		this.runs.write("recipient_whatsapp,attachment_id", "447700900501,a", "4477,a");
		run();
		Path retry = this.folder.resolve("spring-retry.csv");
		Files.writeString(retry, Files.readString(retry).replace("\n4477,", "\n447700900502,"));
		this.runs.answer("8002");
		run("--bulksend.corrections=" + retry);
		assertThat(this.runs.results("status")).containsExactly("ACCEPTED", "REJECTED");
		this.runs.answer(null);
		run("--bulksend.retry=rejected");
		assertThat(this.runs.results("status")).containsOnly("ACCEPTED");
		assertThat(retry).doesNotExist();
		int calls = this.runs.calls();
		RunResult again = run("--bulksend.corrections=" + retry);
		assertThat(again.sentBefore()).isTrue();
		assertThat(again.corrections()).hasValueSatisfying((taken) -> assertThat(taken.gone()).isTrue());
		assertThat(this.runs.calls()).isEqualTo(calls);
		assertThat(CheckRun
			.run(List.of("--bulksend.file=" + this.folder.resolve("spring.csv"), "--bulksend.data-dir=" + this.folder,
					"--bulksend.api.source=source", "--bulksend.corrections=" + retry)))
			.satisfies((check) -> assertThat(check.refusal()).isEmpty());
		assertThatExceptionOfType(InputException.class)
			.isThrownBy(() -> run("--bulksend.corrections=" + this.folder.resolve("other.csv")))
			.withMessageContaining("there is no such file");
	}

	@Test
	void rowsToCorrectThatAreMissingBeforeAnyCorrectionAreRefused() {
		this.runs.writeRows(1);
		run();
		assertThatExceptionOfType(InputException.class)
			.isThrownBy(() -> run("--bulksend.corrections=" + this.folder.resolve("spring-retry.csv")))
			.withMessageContaining("there is no such file");
	}

	@Test
	void twoEqualRowsThatAreCorrectedAlikeBeforeTheyWereSentGoOutOnce() {
		this.runs.write("recipient_whatsapp,attachment_id,caption", "447700900501,a,One", "447700900502,a,Two",
				"447700900502,a,Two");
		run("--bulksend.limit=1");
		assertThat(this.runs.results("status")).containsExactly("ACCEPTED", "NOT_SENT", "DUPLICATE");
		run(corrections("line,caption", "3,Three", "4,Three"));
		assertThat(this.runs.results("status")).containsExactly("ACCEPTED", "ACCEPTED", "DUPLICATE");
		assertThat(this.runs.results("caption")).containsExactly("One", "Three", "Three");
		assertThat(this.runs.recipients()).containsExactly("447700900501", "447700900502");
	}

	@Test
	void whatWasSentOrIsDecidedForGoodIsLeftAloneAndCounted() throws SQLException {
		Path stop = this.runs.writeFile("stop.txt", "447700900504");
		this.runs.write("recipient_whatsapp,attachment_id", "447700900501,a", "447700900502,a", "447700900501,a",
				"447700900504,a", "447700900505,a", "447700900506,a");
		run("--bulksend.suppress=" + stop);
		this.runs.decide(2, "IN_DOUBT");
		this.runs.decide(5, "REJECTED");
		this.runs.decide(6, "REJECTED");
		RunResult result = run("--bulksend.suppress=" + stop,
				corrections("recipient_whatsapp,line,note", "447700900511,2,", "447700900512,3,", "447700900513,4,",
						"447700900514,5,", "447700900505,6,x", "447700900506,7,"));
		assertThat(this.runs.calls()).isEqualTo(4);
		assertThat(result.corrections().orElseThrow().counts())
			.satisfies((counts) -> assertThat(counts.leftAlone()).isEqualTo(4))
			.satisfies((counts) -> assertThat(counts.unchanged()).isEqualTo(2))
			.satisfies((counts) -> assertThat(counts.opened()).isZero());
		assertThat(this.runs.results("status")).containsExactly("ACCEPTED", "IN_DOUBT", "DUPLICATE", "SUPPRESSED",
				"REJECTED", "REJECTED");
		assertThat(this.runs.results("recipient_whatsapp")).containsExactly("447700900501", "447700900502",
				"447700900501", "447700900504", "447700900505", "447700900506");
	}

	@Test
	void aRowThatNowSaysWhatAnotherOneSaysIsItsDuplicate() {
		this.runs.write("recipient_whatsapp,attachment_id", "4477,a", "447700900502,a", "4478,a", "4479,a");
		run();
		RunResult result = this.runs
			.run(corrections("line;recipient_whatsapp", "5;447700900503", "2;447700900502", "4;447700900503"));
		assertThat(this.runs.results("status")).containsExactly("DUPLICATE", "ACCEPTED", "ACCEPTED", "DUPLICATE");
		assertThat(this.runs.results("error_message")).containsExactly("Same message as line 3.", "", "",
				"Same message as line 4.");
		assertThat(this.runs.results("error_code")).containsOnly("");
		assertThat(this.runs.recipients()).containsExactly("447700900502", "447700900503");
		assertThat(result.corrections().orElseThrow().counts().duplicates()).isEqualTo(2);
	}

	@Test
	void whatIsStillWrongIsInvalidWithItsNewReasonAndWhatIsSuppressedIsSuppressed() {
		Path stop = this.runs.writeFile("stop.txt", "447700900502");
		this.runs.write("recipient_whatsapp,attachment_id", "4477,a", "4478,a", "447700900503,a");
		run("--bulksend.suppress=" + stop);
		run("--bulksend.suppress=" + stop, corrections("line\trecipient_whatsapp", "2\tnobody", "3\t447700900502"));
		assertThat(this.runs.results("status")).containsExactly("INVALID", "SUPPRESSED", "ACCEPTED");
		assertThat(this.runs.results("error_code")).containsExactly("RECIPIENT_NOT_DIGITS", "", "");
		assertThat(this.runs.results("recipient_whatsapp")).containsExactly("nobody", "447700900502", "447700900503");
		assertThat(this.runs.calls()).isOne();
	}

	@Test
	void anUnfinishedCampaignGoesOnWithCorrectedRowsAndLosesNoDuplicateOfWhatWasCorrected() {
		this.runs.write("recipient_whatsapp,attachment_id", "447700900501,a", "4477,a", "447700900503,a",
				"447700900503,a", "447700900505,a");
		run("--bulksend.limit=1");
		RunResult some = run("--bulksend.limit=1",
				corrections("line,recipient_whatsapp", "3,447700900502", "4,447700900513", "6,447700900502"));
		assertThat(some.summary().count(Status.ACCEPTED)).isEqualTo(2);
		run();
		assertThat(this.runs.recipients()).containsExactly("447700900501", "447700900502", "447700900513",
				"447700900503");
		assertThat(this.runs.results("status")).containsExactly("ACCEPTED", "ACCEPTED", "ACCEPTED", "ACCEPTED",
				"DUPLICATE");
		assertThat(this.runs.results("error_message").get(4)).isEqualTo("Same message as line 3.");
	}

	@Test
	void columnsMayBeLackingOrAdded() {
		this.runs.write("Name,recipient_whatsapp,attachment_url", "Ada,447700900501,https://example.com/a",
				"=Bob,447700900502,https://example.com/b");
		run();
		assertThat(this.runs.results("error_code")).containsOnly("ATTACHMENT_TYPE");
		run(corrections("Attachment Type,Note,line", "image,,2", "image,checked,3"));
		assertThat(this.runs.results("status")).containsOnly("ACCEPTED");
		assertThat(this.runs.results("Attachment Type")).containsExactly("image", "image");
		assertThat(this.runs.results("Note")).containsExactly("", "checked");
		assertThat(this.runs.results("Name")).containsExactly("Ada", "'=Bob");
		run(corrections("Note,line", "later,3"));
		assertThat(this.runs.results("Note")).containsExactly("", "checked");
		assertThat(this.runs.calls()).isEqualTo(2);
	}

	@Test
	void correctionsAndARetryMayComeTogether() throws SQLException {
		this.runs.writeRows(1, 2, 3);
		run();
		this.runs.decide(1, "REJECTED");
		this.runs.decide(2, "REJECTED");
		run("--bulksend.retry=rejected", corrections("line,attachment_id", "2,a-2"));
		assertThat(this.runs.results("status")).containsOnly("ACCEPTED");
		assertThat(this.runs.results("attachment_id")).containsExactly("a-2", "a-1", "a-1");
		assertThat(this.runs.calls()).isEqualTo(5);
	}

	@Test
	void aResultsFileThatASpreadsheetSortedAndSavedIsRead() throws Exception {
		int rows = 30;
		List<String> lines = IntStream.range(0, rows)
			.mapToObj((row) -> "4477009005%02d,%s".formatted(row, (row % 3 == 0) ? "" : "a"))
			.toList();
		this.runs.write("recipient_whatsapp,attachment_id\n" + String.join("\n", lines));
		run();
		Path saved = this.folder.resolve("saved.csv");
		List<String> results = Files.readAllLines(this.folder.resolve("spring-results.csv"));
		StringBuilder text = new StringBuilder(results.get(0).replace(',', '\t').replace("\uFEFF", "")).append("\r\n");
		for (int row = rows; row > 0; row--) {
			text.append(results.get(row)
				.replaceFirst("^([^,]*),,", "$1,b,")
				.replaceFirst("(,[A-Z]+,).*", "$1,,,,,,,,")
				.replace(',', '\t')).append("\r\n");
		}
		Charset utf16 = StandardCharsets.UTF_16LE;
		Files.write(saved, ("\uFEFF" + text).getBytes(utf16));
		RunResult result = run("--bulksend.corrections=" + saved);
		assertThat(result.corrections().orElseThrow().counts().opened()).isEqualTo(10);
		assertThat(this.runs.results("status")).containsOnly("ACCEPTED");
		assertThat(this.runs.recipients()).doesNotHaveDuplicates().hasSize(rows);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			'line,recipient_whatsapp\n7,447700900502'          | no row of the campaign starts in line 7
			'line,recipient_whatsapp\n3,447700900502\n3,4477'  | two rows have the line 3
			'line,recipient_whatsapp\n3.0,447700900502'        | the column line holds "3.0" in place of a whole number
			'line,recipient_whatsapp\n,447700900502'           | the column line holds "" in place of a whole number
			'recipient_whatsapp\n447700900502'                 | there is no column line
			'line,recipient_whatsapp,campaign\n3,447700900502,summer' | is of the campaign "summer" and not of "spring"
			'line,recipient_whatsapp\n3,447700900502,a,b'      | The row has 4 fields where the header has 2
			""")
	void whatCannotBeMeantIsRefusedAndNothingIsKept(String corrections, String why) throws SQLException {
		this.runs.write("recipient_whatsapp,attachment_id", "447700900501,a", "4477,a");
		run();
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> run(corrections(corrections)))
			.withMessageContaining(why);
		assertThat(this.runs.calls()).isOne();
		assertThat(this.runs.number("select count(*) from bulksend_correction")).isZero();
		assertThat(this.runs.number("select count(*) from bulksend_corrected_cell")).isZero();
		assertThat(this.runs.number("select count(*) from bulksend_message where status = 'INVALID'")).isOne();
	}

	@Test
	void correctionsNeedACampaignAndAreNoAmendment() {
		this.runs.writeRows(1);
		String corrections = corrections("line,recipient_whatsapp", "2,447700900502");
		assertThatException().isThrownBy(() -> run(corrections))
			.havingRootCause()
			.isInstanceOf(ConfigurationException.class)
			.withMessageContaining("has no campaign \"spring\"");
		assertThat(this.folder).isDirectoryNotContaining("glob:**ledger");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> run(corrections, "--bulksend.amend=true"))
			.withMessageContaining("--amend")
			.withMessageContaining("--corrections");
		assertThat(this.runs.calls()).isZero();
	}

	@Test
	void aRowThatCouldNotBeReadIsCorrectedWholeOrNotAtAll() {
		this.runs.write("recipient_whatsapp,attachment_id,caption", "447700900501,a,one", "447700900502,a,two,three",
				"447700900503,a,four,five");
		run();
		assertThat(this.runs.results("error_code")).containsExactly("", "MALFORMED_ROW", "MALFORMED_ROW");
		run(corrections("line,recipient_whatsapp,attachment_id,caption", "3,447700900502,a,\"two,three\""));
		run(corrections("line,caption", "4,\"four,five\""));
		assertThat(this.runs.results("status")).containsExactly("ACCEPTED", "ACCEPTED", "INVALID");
		assertThat(this.runs.results("caption").get(1)).isEqualTo("two,three");
	}

	/** Of files this small most rows may be wrong. */
	private RunResult run(String... options) {
		return this.runs.run(with(options, "--bulksend.max-invalid=100"));
	}

	private String corrections(String... lines) {
		return "--bulksend.corrections=" + this.runs.writeFile("corrected.csv", lines);
	}

	private static String[] with(String[] options, String more) {
		List<String> all = new ArrayList<>(List.of(options));
		all.add(more);
		return all.toArray(String[]::new);
	}

}
