package io.bulksend.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page as text; how it behaves is for a browser to say.
 */
class ReportTest {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Pattern ROWS = Pattern.compile("<script type=\"application/json\" id=\"rows\">(.*?)</script>",
			Pattern.DOTALL);

	private Path folder = Path.of("");

	@BeforeEach
	@BeforeTry
	void createFolder() throws IOException {
		this.folder = Files.createTempDirectory("report");
	}

	@AfterEach
	@AfterTry
	void deleteFolder() throws IOException {
		FileSystemUtils.deleteRecursively(this.folder);
	}

	@Test
	void holdsEveryRowThatWasNotAcceptedAndWritesWhatRepeatsOnce() throws IOException {
		String page = page("recipient_whatsapp,attachment_id,Name\n1,a-1,Anna\n2,a-1,Bela\n3,a-1,Bela\n4,a-1,\n",
				(row) -> (row == 1) ? Outcome.accepted("id") : Outcome.of(Status.REJECTED, "8003", "no contact"));
		assertThat(rows(page).path("columns").toString()).isEqualTo("[\"attachment_id\",\"Name\"]");
		assertThat(rows(page).path("rows").toString().replaceAll("\"2026[^\"]*\"", "T"))
			.isEqualTo("[[3,1,\"2\",\"8003\",\"no contact\",1,T,\"a-1\",\"Bela\"],[4,1,\"3\",0,0,1,T,0,0],"
					+ "[5,1,\"4\",0,0,1,T,0,\"\"]]");
	}

	@Test
	void isTheSamePageForTheSameLedger() throws IOException {
		String csv = "recipient_whatsapp,attachment_id\n1,a-1\n2,a-1\n";
		assertThat(page(csv, (row) -> Outcome.of(Status.IN_DOUBT, "NO_REPLY", "none")))
			.isEqualTo(page(csv, (row) -> Outcome.of(Status.IN_DOUBT, "NO_REPLY", "none")));
	}

	@Test
	void keepsToALimitAndSaysSo() throws IOException {
		StringBuilder csv = new StringBuilder("recipient_whatsapp,attachment_id\n");
		csv.append("1,a-1\n".repeat(ReportRows.MOST + ReportRows.MOST_OTHERS + 2));
		String page = page(csv,
				(row) -> Outcome.of((row > ReportRows.MOST + 1) ? Status.NOT_SENT : Status.REJECTED, "8003", null));
		assertThat(page).contains("100,000 of 100,001 REJECTED", "10,000 of 10,001 NOT_SENT");
		assertThat(rows(page).path("rows").size()).isEqualTo(ReportRows.MOST + ReportRows.MOST_OTHERS);
	}

	@Test
	void needsNoTableWhereAllWasAccepted() throws IOException {
		String page = page("recipient_whatsapp,attachment_id\n1,a-1\n", (row) -> Outcome.accepted("id"));
		assertThat(page).contains("The one message was accepted.")
			.doesNotContain("What to do next", "id=\"table\"", "<noscript>");
	}

	@Test
	void saysOfOneMomentThatItIsOne() throws IOException {
		String csv = "recipient_whatsapp,attachment_id\n1,a-1\n2,a-1\n";
		assertThat(page(csv, (row) -> (row == 1) ? Outcome.accepted("id") : Outcome.of(Status.NOT_SENT, null, null)))
			.contains("Decided at <time>2026-")
			.doesNotContain("Decided from");
		assertThat(page(csv, (row) -> Outcome.accepted("id"))).contains("Decided from <time>2026-",
				"</time> to <time>");
	}

	@Test
	void saysWhatARehearsalIs() throws IOException {
		ReportSubject rehearsal = new ReportSubject("Spring", "spring.csv", "r.csv", "y.csv", true, Optional.empty(),
				"");
		Path page = PageFile.write(this.folder, "recipient_whatsapp\n1\n", (row) -> Outcome.accepted("id"), rehearsal);
		assertThat(Files.readString(page)).contains("This was a rehearsal.");
	}

	@Property(tries = 300)
	void noTextEndsTheScriptThatHoldsIt(@ForAll String text) throws IOException {
		String sound = text.replaceAll("[\\p{Cc}\\p{Cs}]", "") + "</script><!--\u2028";
		String cell = "\"" + sound.replace("\"", "\"\"") + "\"";
		String page = page("recipient_whatsapp,attachment_id\n" + cell + ",a-1\n",
				(row) -> Outcome.of(Status.REJECTED, sound, sound));
		Matcher rows = ROWS.matcher(page);
		assertThat(rows.find()).isTrue();
		assertThat(rows.group(1)).doesNotContain("<", "&", "\u2028", "\u2029");
		assertThat(JSON.readTree(rows.group(1)).at("/rows/0/2").asString()).isEqualTo(cut(sound));
		assertThat(page.split("</script>", -1)).hasSize(4);
	}

	private static String cut(String text) {
		return (text.length() <= 200) ? text : text.substring(0, 200) + "…";
	}

	private String page(CharSequence csv, java.util.function.LongFunction<Outcome> outcomes) throws IOException {
		return Files.readString(PageFile.write(this.folder, csv, outcomes));
	}

	private static JsonNode rows(String page) {
		Matcher rows = ROWS.matcher(page);
		assertThat(rows.find()).isTrue();
		return JSON.readTree(rows.group(1));
	}

}
