package io.bulksend.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CorrectionsFileTest {

	private static final String RESULTS = "line,status,message_id,error_code,error_message,attempts,completed_at,"
			+ "delivery_status,delivered_at,advice,campaign";

	@TempDir
	private Path folder;

	@Test
	void columnsAreKnownByTheirNamesInAnyOrder() throws IOException {
		CorrectionsFile file = open("recipient_whatsapp,Note,Caption", "caption;NOTE;line;recipient whatsapp",
				"c;n;7;1");
		assertThat(corrections(file)).containsExactly(new Correction(7, Map.of(0, "1", 1, "n", 2, "c"), Map.of()));
		assertThat(file.added()).isEmpty();
	}

	@Test
	void aColumnOfTheCampaignsThatIsNamedAsOneOfTheResultsStaysTheCampaigns() throws IOException {
		CorrectionsFile file = open("line,recipient_whatsapp,status", "line,recipient_whatsapp,status," + RESULTS,
				"U8,1,gold,7,INVALID,,,,0,,,,,spring");
		assertThat(corrections(file)).containsExactly(new Correction(7, Map.of(0, "U8", 1, "1", 2, "gold"), Map.of()));
	}

	@Test
	void aColumnIsKnownByItsMeaningToo() throws IOException {
		Files.writeString(this.folder.resolve("campaign.csv"), "Phone,caption\n1,c\n");
		InputSettings settings = InputSettings.of(null, Map.of("recipient_whatsapp", "Phone"), Map.of());
		CampaignFile campaign = CampaignFile.open(this.folder.resolve("campaign.csv"), settings);
		Path corrected = Files.writeString(this.folder.resolve("corrected.csv"), "line,recipient_whatsapp\n2,3\n");
		CorrectionsFile file = CorrectionsFile.open(corrected, campaign.header(), "spring", settings);
		assertThat(corrections(file)).containsExactly(new Correction(2, Map.of(0, "3"), Map.of()));
	}

	@Test
	void ofColumnsWithTheSameNameEachStaysItself() throws IOException {
		CorrectionsFile file = open("note,recipient_whatsapp,note", "note,recipient_whatsapp,note,line", "a,1,b,2");
		assertThat(corrections(file)).containsExactly(new Correction(2, Map.of(0, "a", 1, "1", 2, "b"), Map.of()));
	}

	@Test
	void theyComeByTheirLinesWhateverTheirOrder() throws IOException {
		List<Integer> lines = new ArrayList<>(IntStream.rangeClosed(1, 2_345).map((i) -> 3 * i).boxed().toList());
		Collections.shuffle(lines, new Random(1));
		CorrectionsFile file = open("recipient_whatsapp", "line,recipient_whatsapp",
				lines.stream().map((line) -> line + ",r" + line).collect(Collectors.joining("\n")));
		long[] sorted = lines.stream().mapToLong(Integer::longValue).sorted().toArray();
		for (int window : new int[] { 1_000, 2_345, 5_000 }) {
			List<Long> found = new ArrayList<>();
			try (CorrectionsPass pass = new CorrectionsPass(file, sorted, false, window)) {
				for (Correction each = pass.next(); each != null; each = pass.next()) {
					assertThat(each.cells()).containsEntry(0, "r" + each.line());
					found.add(each.line());
				}
			}
			assertThat(found).containsExactlyElementsOf(Arrays.stream(sorted).boxed().toList());
		}
	}

	@Test
	void anotherKindOfLineBreakIsNoDifferenceAndATakenOffGuardNeither() throws IOException {
		CorrectionsFile file = open("recipient_whatsapp,caption,note", "line,caption,note", "2,\"a\r\nb\",'=1");
		Row row = new Row(file.header(), 1, 2, List.of("1", "a\nb", "=1"), null);
		assertThat(corrections(file).get(0).differencesFrom(row)).isEmpty();
	}

	private CorrectionsFile open(String campaign, String... corrections) throws IOException {
		Path file = Files.writeString(this.folder.resolve("campaign.csv"), campaign + "\n1" + ",".repeat(2) + "\n");
		CampaignFile opened = CampaignFile.open(file, InputSettings.defaults());
		Path corrected = Files.writeString(this.folder.resolve("corrected.csv"), String.join("\n", corrections) + "\n");
		return CorrectionsFile.open(corrected, opened.header(), "spring", InputSettings.defaults());
	}

	private static List<Correction> corrections(CorrectionsFile file) {
		List<Correction> corrections = new ArrayList<>();
		try (CorrectionsPass pass = file.byLine()) {
			for (Correction each = pass.next(); each != null; each = pass.next()) {
				corrections.add(each);
			}
		}
		return corrections;
	}

}
