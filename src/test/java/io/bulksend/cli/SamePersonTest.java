package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Results;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A person is recognised however the number is spelled, and a message however its line
 * breaks are: counted by what each number got.
 */
class SamePersonTest {

	@TempDir
	private Path folder;

	private RecordingServer server;

	@BeforeEach
	void startServer() {
		this.server = new RecordingServer((number) -> Answer.accepted(number, 0));
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void whoHasTwoSpellingsGetsItOnceAndWhoOptedOutNotAtAll() throws IOException {
		write("loyalty.csv", "recipient_whatsapp,attachment_id,caption", "525553500118,points,Tus puntos",
				"5215553500118,points,Tus puntos", "5521976540118,points,Seus pontos",
				"552176540118,points,Seus pontos", "5493514440118,points,Tus puntos", "543514440118,points,Tus puntos",
				"5215553500226,points,has opted out", "552176540226,points,has opted out");
		write("stop.txt", "+52 55 5350 0226", "+55 21 97654-0226");
		Captured ended = run("send", "loyalty.csv", "--once-per", "recipient", "--suppress", "stop.txt");
		assertThat(ended.exitCode()).as(ended.err()).isZero();
		assertThat(got()).isEqualTo(Map.of("525553500118", 1L, "5521976540118", 1L, "5493514440118", 1L));
		assertThat(statuses("loyalty")).containsExactly("ACCEPTED", "DUPLICATE", "ACCEPTED", "DUPLICATE", "ACCEPTED",
				"DUPLICATE", "SUPPRESSED", "SUPPRESSED");
	}

	@Test
	void aZeroDialledWithinACountryIsDroppedAndOneThatBelongsToTheNumberIsNot() throws IOException {
		write("clients.csv", "recipient_whatsapp,attachment_id,caption", "+44 (0)7700 900602,plan,Your plan",
				"447700900602,plan,Your plan", "+33 (0)6 39 98 06 14,plan,Votre plan",
				"+61 (0)491 570 157,plan,Your plan", "+49 (0)152 28817386,plan,Ihr Plan",
				"+39 06 5550 1234,plan,Il suo piano");
		Captured ended = run("send", "clients.csv");
		assertThat(ended.exitCode()).as(ended.err()).isZero();
		assertThat(got()).isEqualTo(Map.of("447700900602", 1L, "33639980614", 1L, "61491570157", 1L, "4915228817386",
				1L, "390655501234", 1L));
		assertThat(statuses("clients")).containsExactly("ACCEPTED", "DUPLICATE", "ACCEPTED", "ACCEPTED", "ACCEPTED",
				"ACCEPTED");
	}

	@Test
	void lineBreaksOfAnotherKindAreNoChange() throws IOException {
		String notice = "recipient_whatsapp,attachment_id,caption\r\n"
				+ "447700900305,map-1,\"We have moved.\r\nThe new address is on the map.\"\r\n"
				+ "447700900311,map-1,We have moved.\r\n";
		Files.writeString(this.folder.resolve("notice.csv"), notice);
		Files.writeString(this.folder.resolve("notice-saved.csv"), notice.replace("\r\n", "\n"));
		assertThat(run("send", "notice.csv").exitCode()).isZero();
		Captured saved = run("send", "notice-saved.csv", "--campaign", "notice", "--amend");
		assertThat(saved.exitCode()).as(saved.err()).isZero();
		assertThat(got()).isEqualTo(Map.of("447700900305", 1L, "447700900311", 1L));
		assertThat(statuses("notice-saved")).containsExactly("ACCEPTED", "ACCEPTED");
	}

	@Test
	void numbersWithoutACountryCodeBelongToTheFirstCountryThatIsNamed() throws IOException {
		write("members.csv", "recipient_whatsapp,attachment_id", "07700 900602,a", "+447700900602,a",
				"00447700900602,a", "7700900603,a", "+33 639980614,a", "+1 202 555 0118,a");
		Captured ended = run("send", "members.csv", "--country", "gb,fr");
		assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
		assertThat(got()).isEqualTo(Map.of("447700900602", 1L, "447700900603", 1L, "33639980614", 1L));
		assertThat(statuses("members")).containsExactly("ACCEPTED", "DUPLICATE", "DUPLICATE", "ACCEPTED", "ACCEPTED",
				"INVALID");
		assertThat(Results.read(this.folder.resolve("members-results.csv")).get(5)).containsEntry("error_code",
				"RECIPIENT_COUNTRY");
	}

	@Test
	void aCampaignIsBoundToItsCountries() throws IOException {
		write("members.csv", "recipient_whatsapp,attachment_id", "+447700900602,a", "+447700900603,a");
		assertThat(run("send", "members.csv", "--country", "GB", "--limit", "1").exitCode()).isEqualTo(3);
		Captured other = run("send", "members.csv");
		assertThat(other.exitCode()).isEqualTo(2);
		assertThat(other.err()).contains("country GB").hasLineCount(1);
		assertThat(run("send", "members.csv", "--country", "GB").exitCode()).isZero();
		assertThat(got()).isEqualTo(Map.of("447700900602", 1L, "447700900603", 1L));
	}

	@Test
	void whereMostRowsAreInvalidNothingIsSentAndCheckSaysSo() throws IOException {
		write("members.csv", "recipient_whatsapp,attachment_id", "447700900602,a", "07700 900603,a", "07700 900604,a");
		Captured checked = run("check", "members.csv");
		assertThat(checked.exitCode()).isEqualTo(2);
		assertThat(checked.out()).contains("2 of the file's 3 rows are INVALID");
		Captured sent = run("send", "members.csv");
		assertThat(sent.exitCode()).isEqualTo(2);
		assertThat(sent.err()).contains("2 of the file's 3 rows are INVALID", "so nothing is sent").hasLineCount(1);
		assertThat(got()).isEmpty();
		assertThat(this.folder.resolve("members-results.csv")).doesNotExist();
		assertThat(run("send", "members.csv", "--max-invalid", "70").exitCode()).isEqualTo(1);
		assertThat(got()).isEqualTo(Map.of("447700900602", 1L));
	}

	@Test
	void checkAndSendSayHowManyRecipientsGetSeveralMessages() throws IOException {
		write("events.csv", "recipient_whatsapp,attachment_id", "525553500118,a", "5215553500118,b", "447700900602,a");
		assertThat(run("check", "events.csv").out()).contains("1 recipient gets more than one message.");
		assertThat(run("check", "events.csv", "--json").out()).contains("\"recipients_with_several\":1");
		assertThat(run("send", "events.csv").err()).contains("1 recipient gets more than one message.");
		assertThat(run("send", "events.csv", "--quiet").err()).isEmpty();
	}

	private Map<String, Long> got() {
		return this.server.requests()
			.stream()
			.collect(Collectors.groupingBy(Request::recipient, Collectors.counting()));
	}

	private List<String> statuses(String campaign) {
		return Results.read(this.folder.resolve(campaign + "-results.csv"))
			.stream()
			.map((row) -> row.get("status"))
			.toList();
	}

	private void write(String name, String... lines) throws IOException {
		Files.write(this.folder.resolve(name), Arrays.asList(lines));
	}

	private Captured run(String... arguments) {
		return new AtFolder(this.folder, this.server).run(arguments);
	}

}
