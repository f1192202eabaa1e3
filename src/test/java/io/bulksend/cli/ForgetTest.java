package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.bulksend.cli.output.ExitCode;
import io.bulksend.testsupport.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A campaign that is forgotten: what is personal is gone from the data folder, and it is
 * never sent again.
 */
class ForgetTest {

	private static final String SPRING = """
			recipient_whatsapp,attachment_id,caption,x-apiheader
			61491570006,bill-4,Dear Ms Violet Fox,order-77410
			61491570156,bill-4,Dear Mr Amber Hill,order-77411
			61491570157,bill-4,Dear Ms Olive Stone,order-77412
			12,bill-4,Dear Mr Slate Brook,order-77413
			""";

	private static final String AUTUMN = """
			recipient_whatsapp,attachment_id,caption
			61491570158,bill-5,Dear Ms Coral Field
			61491570159,bill-5,Dear Mr Hazel Wood
			""";

	private static final List<String> PERSONAL = List.of("61491570006", "61491570156", "61491570157", "Violet", "Slate",
			"River", "bill-4", "order-7741", "spring.csv");

	@TempDir
	private Path folder;

	private Desk desk;

	private Path data;

	@BeforeEach
	void open() {
		this.desk = new Desk(this.folder, "");
		this.data = this.folder.resolve("data");
		this.desk.write("spring.csv", SPRING);
		this.desk.write("autumn.csv", AUTUMN);
		assertThat(this.desk.send("spring.csv").exitCode()).isEqualTo(ExitCode.NEEDS_A_LOOK);
		this.desk.write("fixed.csv", "line,recipient_whatsapp,caption\n5,61491570110,Dear Mr Slate River\n");
		assertThat(this.desk.send("spring.csv", "--corrections", this.desk.path("fixed.csv").toString()).exitCode())
			.isZero();
		assertThat(this.desk.send("autumn.csv", "--limit", "1").exitCode()).isEqualTo(ExitCode.STOPPED);
		receipts("before.json", "id-1", "61491570006", "id-2", "61491570156", "strange", "61491570157");
	}

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void nothingPersonalIsFoundInTheDataFolderAnyMoreAndOtherCampaignsGoOn() {
		for (String personal : List.of("61491570006", "River", "61491570110")) {
			assertThat(Traces.of(this.data, personal)).as(personal).isNotEmpty();
		}
		Captured forgot = forget("spring");
		assertThat(forgot.exitCode()).as(forgot.err()).isZero();
		assertThat(forgot.out()).contains("Forgotten: spring (4 rows)");
		requireNoTraces();
		receipts("later.json", "id-1", "61491570006", "id-2", "61491570156", "stranger", "61491570157");
		requireNoTraces();
		assertThat(this.desk.send("autumn.csv").exitCode()).isZero();
		requireNoTraces();
		assertThat(this.desk.received()).hasSize(6).allSatisfy((number, count) -> assertThat(count).isEqualTo(1));
		assertThat(this.desk.read("autumn-results.csv")).contains("ACCEPTED").doesNotContain("NOT_SENT");
	}

	@Test
	void theSameCommandSendsNothingHoweverItIsAskedAndLeavesTheResults() throws IOException {
		assertThat(forget("spring").exitCode()).isZero();
		String results = this.desk.read("spring-results.csv");
		this.desk.write("renamed.csv", SPRING);
		this.desk.write("another.csv", AUTUMN.replace("bill-5", "bill-6"));
		List<Captured> refused = List.of(this.desk.send("spring.csv"), this.desk.send("spring.csv", "--amend"),
				this.desk.send("spring.csv", "--retry", "rejected,failed"), this.desk.send("spring.csv", "--again"),
				this.desk.send("spring.csv", "--corrections", this.desk.path("fixed.csv").toString()),
				this.desk.send("another.csv", "--campaign", "spring", "--amend"), this.desk.run("check", "spring.csv"),
				this.desk.run("results", "spring.csv"), this.desk.send("renamed.csv"),
				this.desk.send("spring-results.csv"),
				this.desk.send("another.csv", "--results", this.desk.path("spring-results.csv").toString()));
		assertThat(refused).allSatisfy((run) -> {
			assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(ExitCode.NOTHING_SENT);
			assertThat((run.err() + run.out()).replaceAll("\\s+", " ")).contains("forg")
				.contains("spring")
				.doesNotContain("an older copy of it");
		});
		assertThat(this.desk.received()).hasSize(5);
		assertThat(this.desk.read("spring-results.csv")).isEqualTo(results);
	}

	@Test
	void statusSaysThatItIsForgottenAndKeepsItsCounts() {
		assertThat(forget("spring").exitCode()).isZero();
		Captured table = status();
		assertThat(table.out()).containsPattern("spring +\\S+ +4 +4 +0 +0 forgot");
		assertThat(status("spring").out()).contains("forgotten on")
			.containsPattern("ACCEPTED +4")
			.containsPattern("delivered +2");
		assertThat(status("spring", "--json").out()).contains("\"state\":\"forgotten\"", "\"forgotten_at\":");
	}

	@Test
	void whatIsNotFinishedIsRefusedByNameAndLeftAloneByAge() {
		Captured refused = forget("autumn");
		assertThat(refused.exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
		assertThat(refused.err()).contains("not finished", "1 of its rows");
		Captured old = forget("--older-than", "0s", "--json");
		assertThat(old.exitCode()).as(old.err()).isZero();
		assertThat(old.out()).contains("\"forgotten\":[{\"campaign\":\"spring\"",
				"\"unfinished\":[{\"campaign\":\"autumn\"");
		requireNoTraces();
		assertThat(this.desk.send("autumn.csv").exitCode()).isZero();
	}

	@Test
	void whereNothingIsToBeForgottenThatIsFine() {
		Captured young = forget("--older-than", "90d");
		assertThat(young.exitCode()).isZero();
		assertThat(young.out()).contains("nothing to forget");
		assertThat(forget("spring").exitCode()).isZero();
		assertThat(forget("spring").exitCode()).isZero();
		assertThat(forget("--older-than", "0s").exitCode()).isZero();
		assertThat(forget("sprint").exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
		assertThat(forget().exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
		assertThat(forget("spring", "--older-than", "1d").exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
	}

	@Test
	void aNameThatThereIsNotNamesTheNearest() {
		Captured refused = forget("Sprin");
		assertThat(refused.exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
		assertThat(refused.err().replaceAll("\\s+", " ")).contains("no campaign \"Sprin\"",
				"the nearest is \"spring\"");
	}

	@Test
	void whereThereIsNoLedgerThereIsNothingToForgetByAgeAndNoCampaign() {
		String[] elsewhere = { "--data-dir", this.folder.resolve("elsewhere").toString() };
		Captured age = Captured.run("forget", "--older-than", "90d", "--json", elsewhere[0], elsewhere[1]);
		assertThat(age.exitCode()).as(age.err()).isZero();
		assertThat(age.out()).contains("\"forgotten\":[]");
		assertThat(Captured.run("forget", "spring", elsewhere[0], elsewhere[1]).exitCode())
			.isEqualTo(ExitCode.NOTHING_SENT);
		assertThat(Captured.run("forget", elsewhere[0], elsewhere[1]).exitCode()).isEqualTo(ExitCode.NOTHING_SENT);
		assertThat(this.folder.resolve("elsewhere")).doesNotExist();
	}

	@Test
	void whatAProcessThatDiedLeftBehindIsClearedAway() throws IOException {
		Path ledger = this.data.resolve("ledger");
		Files.copy(ledger.resolve("bulksend.mv.db"), ledger.resolve("bulksend.rewrite.tmp"));
		assertThat(forget("spring").exitCode()).isZero();
		requireNoTraces();
		assertThat(ledger.toFile().list()).containsExactlyInAnyOrder("bulksend.mv.db", "holder.txt",
				"progress.properties");
	}

	private void requireNoTraces() {
		for (String personal : PERSONAL) {
			assertThat(Traces.of(this.data, personal)).as(personal).isEmpty();
		}
		for (String id : List.of("id-1", "id-2", "id-3", "id-4", "61491570110", "fixed.csv", "strange")) {
			assertThat(Traces.of(this.data, id)).as(id).isEmpty();
		}
	}

	private void receipts(String name, String... idsAndNumbers) {
		StringBuilder payload = new StringBuilder("{\"delivery_status\":[");
		for (int i = 0; i < idsAndNumbers.length; i += 2) {
			payload.append((i > 0) ? "," : "")
				.append("{\"ncmessage_id\":\"" + idsAndNumbers[i] + "\",\"recipient\":\"" + idsAndNumbers[i + 1]
						+ "\",\"status\":\"delivered\",\"received_at\":\"2026-05-16 15:36:58\",\"source\":\"shop\"}");
		}
		this.desk.write(name, payload + "]}");
		assertThat(this.desk.run("receipts", name).exitCode()).isZero();
	}

	private Captured forget(String... words) {
		return ledgerCommand("forget", words);
	}

	private Captured status(String... words) {
		return ledgerCommand("status", words);
	}

	private Captured ledgerCommand(String command, String... words) {
		Stream<String> all = Stream.concat(Stream.of(command), Stream.of(words));
		return Captured.run(Stream.concat(all, Stream.of("--data-dir", this.data.toString())).toArray(String[]::new));
	}

}
