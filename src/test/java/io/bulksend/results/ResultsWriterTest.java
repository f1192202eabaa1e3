package io.bulksend.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.MessageFields;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.DeliveryFunnel;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.InputSettings;
import io.bulksend.ledger.Booking;
import io.bulksend.ledger.Claim;
import io.bulksend.ledger.LedgerFixture;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.report.ReportSubject;
import io.bulksend.testsupport.PackagedProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ResultsWriterTest {

	private static final String INPUT = "recipient_whatsapp,note\n1,a\n2,b\n3,c\n4,d\n5,e\n";

	private static final Instant AT = Instant.parse("2026-01-01T10:00:00Z");

	private final MessageLedger ledger = LedgerFixture.inMemory().plannedFile("spring", 5);

	@TempDir
	private Path folder;

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void givesEveryRowItsLineAndWhatBecameOfIt() throws IOException {
		decideFour();
		ResultsSummary summary = write("""
				recipient_whatsapp,note
				1,"two
				lines"
				2,=1+1
				3,
				4,d
				5,e
				""");
		assertThat(lines()).containsExactly(
				"\uFEFFrecipient_whatsapp,note,line,status,message_id,error_code,error_message,attempts,completed_at,"
						+ "delivery_status,delivered_at,advice,campaign",
				"1,\"two\nlines\",2,ACCEPTED,id-1,,,1,T,,,,spring", //
				"2,'=1+1,4,REJECTED,,8007,closed,1,T,,,\"Ask the customer to message you first,"
						+ " or send a template: the 24-hour window is closed.\",spring",
				"3,,5,INVALID,,RECIPIENT_LENGTH,too short,0,T,,," + Code.explain("RECIPIENT_LENGTH")
					.advice()
					.replace("Check the number: a digit is missing or too many, or the country code is missing.",
							"\"Check the number: a digit is missing or too many, or the country code is missing.\"")
						+ ",spring",
				"4,d,6,IN_DOUBT,,INTERRUPTED,The run was interrupted while this message was on its way:"
						+ " it may have arrived.,1,,,," + Code.explain("INTERRUPTED").advice() + ",spring",
				"5,e,7,NOT_SENT,,,,0,,,,,spring");
		assertThat(summary).isEqualTo(new ResultsSummary(5,
				Map.of(Status.ACCEPTED, 1L, Status.REJECTED, 1L, Status.INVALID, 1L, Status.IN_DOUBT, 1L,
						Status.NOT_SENT, 1L),
				List.of(new CodeCount(Status.REJECTED, "8007", 1), new CodeCount(Status.INVALID, "RECIPIENT_LENGTH", 1),
						new CodeCount(Status.IN_DOUBT, "INTERRUPTED", 1)),
				2, DeliveryFunnel.of(1, Map.of()), List.of()));
	}

	@Test
	void replacesTheColumnsOfEarlierResults() throws IOException {
		decideFour();
		write("recipient_whatsapp\n1\n2\n3\n4\n5\n");
		Files.copy(results(), this.folder.resolve("spring.csv"), StandardCopyOption.REPLACE_EXISTING);
		write();
		assertThat(lines().get(0)).containsOnlyOnce("message_id").containsOnlyOnce("advice");
	}

	@Test
	void leavesEarlierResultsAloneWhenItFails() throws IOException {
		Files.createDirectory(results());
		Files.createFile(results().resolve("in the way"));
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> write("recipient_whatsapp\n1\n"))
			.withMessageContaining(results().toString());
		assertThat(files()).containsExactlyInAnyOrder("spring.csv", "spring-results.csv");
	}

	@Test
	void putsTheRowsWorthSendingAgainIntoAFileOfTheirOwn() throws IOException {
		decideFour();
		write(INPUT);
		assertThat(Files.readString(retry()).lines()).hasSize(3);
		assertThat(Files.readString(retry())).contains("\r\n2,b,3,REJECTED,", "\r\n3,c,4,INVALID,");
	}

	@Test
	void aRowThatCouldNotBeReadIsNotWorthSendingAgainAsItsCopyWouldLookSound() throws IOException {
		this.ledger.decide(List.of(new Booking(1, Outcome.invalid(Code.MALFORMED_ROW, "4 fields"), AT)), List.of());
		assertThat(write("recipient_whatsapp,note\n1,a, b,c\n").worthSendingAgain()).isZero();
		assertThat(retry()).doesNotExist();
	}

	@Test
	void takesAwayTheFileOfAnEarlierRunOnceNothingIsWorthSendingAgain() throws IOException {
		decideFour();
		write(INPUT);
		this.ledger.clear();
		write(INPUT);
		assertThat(retry()).doesNotExist();
	}

	@Test
	void theRowsWorthSendingAgainHaveTheInputsDelimiterAndAreKnownAgainByIt() throws IOException {
		decideFour();
		String input = "recipient_whatsapp;note\n1;a\n2;\"b;b\"\n3;c, c\n4;d\n5;e\n";
		write(input);
		assertThat(lines().get(0)).startsWith("\uFEFFrecipient_whatsapp,note,line,");
		assertThat(Files.readString(retry())).startsWith("\uFEFFrecipient_whatsapp;note;line;")
			.contains("\r\n2;\"b;b\";3;REJECTED;", "\r\n3;c, c;4;INVALID;");
		this.ledger.clear();
		write(input);
		assertThat(retry()).doesNotExist();
	}

	@Test
	void neverOverwritesRowsThatSomebodyHasBegunToCorrect() throws IOException {
		decideFour();
		write(INPUT);
		Files.writeString(retry(), Files.readString(retry()).replace("2,b", "919833078369,b"));
		Files.setLastModifiedTime(retry(), FileTime.from(Instant.now().plusSeconds(60)));
		write(INPUT);
		assertThat(Files.readString(retry())).contains("2,b");
		assertThat(files()).hasSize(5).anyMatch((file) -> file.matches("spring-retry-\\d{8}-\\d{6}\\.csv"));
		Files.writeString(retry(), "mine");
		this.ledger.clear();
		write(INPUT);
		assertThat(retry()).hasContent("mine");
	}

	@Test
	void neverOverwritesACorrectionWhateverItsTimeAndSize() throws IOException {
		decideFour();
		write(INPUT);
		FileTime written = Files.getLastModifiedTime(retry());
		correct();
		Files.setLastModifiedTime(retry(), written);
		write(INPUT);
		assertThat(keptCorrections()).isEqualTo(1);
	}

	@Test
	void neverOverwritesACorrectionMadeBeforeTheResultsWereTouched() throws IOException {
		decideFour();
		write(INPUT);
		correct();
		Files.setLastModifiedTime(results(), FileTime.from(Instant.now().plusSeconds(60)));
		write(INPUT);
		assertThat(keptCorrections()).isEqualTo(1);
	}

	@Test
	void neverOverwritesACorrectionMadeBeforeTheResultsWereRewritten() throws IOException {
		decideFour();
		write(INPUT);
		correct();
		for (String damaged : List.of("", "mine", "\uFEFFa,\"b", Files.readString(results()).replace("REJECTED", "?"),
				Files.readString(results()).replace("attempts,", ""),
				Files.readString(results()).replace(",REJECTED", ",\"REJECTED"))) {
			Files.writeString(results(), damaged);
			correct();
			write(INPUT);
		}
		assertThat(keptCorrections()).isEqualTo(6);
	}

	@Test
	void rowsLeftOutOfItAreACorrectionToo() throws IOException {
		decideFour();
		write(INPUT);
		List<String> lines = Files.readString(retry()).lines().toList();
		Files.writeString(retry(), lines.get(0) + "\r\n" + lines.get(1) + "\r\n");
		write(INPUT);
		assertThat(files()).hasSize(5);
	}

	@Test
	void leavesNoFileOfItsOwnBehindWhoeverHasTouchedIt() throws IOException {
		decideFour();
		write(INPUT);
		Files.copy(retry(), this.folder.resolve("copy.csv"));
		Files.move(this.folder.resolve("copy.csv"), retry(), StandardCopyOption.REPLACE_EXISTING);
		Files.setLastModifiedTime(retry(), FileTime.from(Instant.now().plusSeconds(60)));
		decideTheLast();
		write(INPUT);
		assertThat(files()).hasSize(4);
		assertThat(Files.readString(retry())).contains("\r\n5,e,6,INVALID");
		Files.setLastModifiedTime(retry(), FileTime.from(AT));
		this.ledger.clear();
		write(INPUT);
		assertThat(retry()).doesNotExist();
	}

	@Test
	void knowsItsOwnFileWhateverTheRowsHold() throws IOException {
		decideFour();
		String input = "recipient_whatsapp,\"no\"\"te\",x\n1,a,\n2,\"b\r\nc\rd\ne\"\"\r\",' \n3,=1+\u001b,\"\"\"\"\"\"\n4,d,\\\n5,e,\n";
		write(input);
		decideTheLast();
		write(input);
		assertThat(files()).hasSize(4);
		assertThat(Files.readString(retry())).contains("\r\n5,e,");
	}

	@Test
	void leavesNoFileOfItsOwnBehindWhenTheColumnsHaveChanged() throws IOException {
		decideFour();
		write(INPUT);
		write(INPUT.replace("note", "remark"));
		assertThat(files()).hasSize(4);
		assertThat(Files.readString(retry())).contains("remark");
	}

	@Test
	void keepsNoCopyOfWhatIsToBeWrittenAgainAnyway() throws IOException {
		decideFour();
		write(INPUT);
		Files.delete(results());
		write(INPUT);
		assertThat(files()).hasSize(4);
	}

	@Test
	void clearsAwayWhatDeadProcessesLeftAndNothingElse() throws Exception {
		Process dead = new ProcessBuilder(PackagedProgram.java(), "-version").redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("out.txt").toFile())
			.start();
		dead.waitFor();
		Files.delete(this.folder.resolve("out.txt"));
		String remains = "." + dead.pid() + ".tmp";
		long living = ProcessHandle.current().parent().orElseThrow().pid();
		for (String left : List.of(".spring-results.csv" + remains, ".spring-report.html" + remains,
				".spring-retry.csv" + remains, ".other-results.csv" + remains,
				".spring-results.csv." + living + ".tmp")) {
			Files.createFile(this.folder.resolve(left));
		}
		write(INPUT);
		assertThat(files()).containsExactlyInAnyOrder("spring.csv", "spring-results.csv", "spring-report.html",
				".other-results.csv" + remains, ".spring-results.csv." + living + ".tmp");
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

	@Test
	void theResultsAreWrittenWhereTheReportCannotBe() throws IOException {
		decideFour();
		Files.writeString(this.folder.resolve("spring.csv"), INPUT);
		CampaignFile file = CampaignFile.open(this.folder.resolve("spring.csv"), InputSettings.defaults());
		Path report = this.folder.resolve("gone/spring-report.html");
		ResultsWriter writer = new ResultsWriter(file, this.ledger, new ReportSubject("spring", "spring.csv",
				"spring-results.csv", "spring-retry.csv", false, Optional.empty(), ""));
		assertThatExceptionOfType(ResultsNotWrittenException.class)
			.isThrownBy(() -> writer.write(new ResultsFiles(results(), report, retry())))
			.withMessageStartingWith("The report could not be written to " + report)
			.withMessageContaining("The results are complete in " + results());
		assertThat(lines()).hasSize(6);
		assertThat(retry()).exists();
	}

	private Path retry() {
		return this.folder.resolve("spring-retry.csv");
	}

	private void correct() throws IOException {
		Files.writeString(retry(), Files.readString(retry()).replace("2,b", "9,b"));
	}

	private long keptCorrections() throws IOException {
		assertThat(Files.readString(retry())).contains("2,b");
		long kept = 0;
		for (String file : files()) {
			if (file.matches("spring-retry-.*") && Files.readString(this.folder.resolve(file)).contains("9,b")) {
				kept++;
			}
		}
		return kept;
	}

	private void decideTheLast() {
		this.ledger.decide(List.of(new Booking(5, Outcome.invalid(Code.RECIPIENT_LENGTH, "too short"), AT)), List.of());
	}

	private void decideFour() {
		MessageKey key = MessageKey.ofText("any");
		this.ledger.record(List.of(),
				List.of(new Claim(1, "1", "s", key, MessageFields.UNKNOWN, false),
						new Claim(2, "2", "s", key, MessageFields.UNKNOWN, false),
						new Claim(4, "4", "s", key, MessageFields.UNKNOWN, false)));
		this.ledger.record(List.of(new Booking(1, Outcome.accepted("id-1"), AT),
				new Booking(2, Outcome.of(Status.REJECTED, "8007", "closed"), AT)), List.of());
		this.ledger.decide(List.of(new Booking(3, Outcome.invalid(Code.RECIPIENT_LENGTH, "too short"), AT)), List.of());
	}

	private ResultsSummary write(String input) throws IOException {
		Files.writeString(this.folder.resolve("spring.csv"), input);
		return write();
	}

	private ResultsSummary write() {
		CampaignFile file = CampaignFile.open(this.folder.resolve("spring.csv"), InputSettings.defaults());
		ReportSubject subject = new ReportSubject("spring", "spring.csv", "spring-results.csv", "spring-retry.csv",
				false, Optional.empty(), "");
		return new ResultsWriter(file, this.ledger, subject).write(new ResultsFiles(results(),
				this.folder.resolve("spring-report.html"), this.folder.resolve("spring-retry.csv")));
	}

	private Path results() {
		return this.folder.resolve("spring-results.csv");
	}

	/** The lines of the file, each with its time of day replaced. */
	private List<String> lines() throws IOException {
		String text = Files.readString(results(), StandardCharsets.UTF_8);
		return List.of(text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[^,]*", "T").split("\r\n"));
	}

}
