package io.bulksend.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.bulksend.campaign.OncePer;
import io.bulksend.check.FileReport.Country;
import io.bulksend.check.FileReport.Finding;
import io.bulksend.check.rules.AttachmentFiles;
import io.bulksend.check.rules.Countries;
import io.bulksend.check.suppression.SuppressionList;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.InputException;
import io.bulksend.input.InputSettings;
import io.bulksend.input.Row;
import io.bulksend.input.Rows;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.assertj.core.api.Assertions.assertThat;

class MangledFilesPropertyTest {

	private static final byte[] SOUND = """
			recipient_whatsapp,recipient_type,source,attachment_id,attachment_url,attachment_type,caption
			+91 98330-78369,,s-1,a-1,,,"Hello, ""you"" there"
			4915123456789,individual,s-1,,https://example.com/a.png,image,"two
			lines"
			Friends,group,s-1,a-1,,video,
			919833078369,,s-1,a-1,,,"Hello, ""you"" there"
			""".getBytes(StandardCharsets.UTF_8);

	private static Path folder = Path.of(".");

	@BeforeContainer
	static void makeFolder() throws IOException {
		folder = Files.createTempDirectory("mangled");
	}

	@AfterContainer
	static void removeFolder() throws IOException {
		Files.deleteIfExists(folder.resolve("campaign.csv"));
		Files.delete(folder);
	}

	@Property(tries = 2_000)
	void everyRowIsCountedOnceOrTheFileIsRefused(@ForAll("damages") List<Damage> damages) throws IOException {
		Path path = Files.write(folder.resolve("campaign.csv"), mangled(damages));
		List<Row> expected;
		FileReport report;
		try {
			CampaignFile file = CampaignFile.open(path, InputSettings.defaults());
			expected = rows(file);
			report = report(file);
		}
		catch (InputException ex) {
			assertThat(ex.getMessage()).hasLineCount(1).startsWith(path.toString());
			return;
		}
		assertThat(report.rows()).isEqualTo(expected.size());
		long unsendable = report.findings().stream().mapToLong(Finding::count).sum();
		assertThat(report.sendable() + unsendable).isEqualTo(expected.size());
		assertThat(report.countries().stream().mapToLong(Country::count).sum()).isEqualTo(report.sendable());
		List<Long> lines = expected.stream().map(Row::line).toList();
		assertThat(report.findings()).allSatisfy((finding) -> {
			assertThat(lines).containsAll(finding.firstLines());
			assertThat(finding.example()).hasLineCount(1);
		});
	}

	private static List<Row> rows(CampaignFile file) {
		List<Row> read = new ArrayList<>();
		try (Rows rows = file.rows()) {
			for (Row row = rows.next(); row != null; row = rows.next()) {
				read.add(row);
			}
		}
		return read;
	}

	private static FileReport report(CampaignFile file) {
		RowCheck check = new RowCheck(new CheckSettings(null, OncePer.MESSAGE, Countries.any()), SuppressionList.none(),
				AttachmentFiles.NONE);
		ReportCollector collector = new ReportCollector();
		try (Rows rows = file.rows()) {
			return collector.report(new Preflight(check, folder).run(rows::next, Preflight.Earlier.NONE, collector));
		}
	}

	private static byte[] mangled(List<Damage> damages) {
		byte[] bytes = SOUND;
		for (Damage damage : damages) {
			int at = damage.at() % (bytes.length + 1);
			ByteArrayOutputStream next = new ByteArrayOutputStream();
			next.write(bytes, 0, at);
			next.writeBytes(damage.inserted());
			int from = Math.min(bytes.length, at + damage.dropped());
			next.write(bytes, from, bytes.length - from);
			bytes = next.toByteArray();
		}
		return bytes;
	}

	@Provide
	Arbitrary<List<Damage>> damages() {
		Arbitrary<byte[]> inserted = Arbitraries.of("", "\"", ",", "\n", "\r", ";", "\t", "\0", "\u001B", "é", "x", "9")
			.map((text) -> text.getBytes(StandardCharsets.UTF_8));
		Arbitrary<byte[]> broken = Arbitraries.of((byte) 0xFF, (byte) 0xC3).map((value) -> new byte[] { value });
		return Combinators
			.combine(Arbitraries.integers().between(0, 100_000),
					Arbitraries.frequencyOf(Tuple.of(30, inserted), Tuple.of(1, broken)),
					Arbitraries.integers().between(0, 3))
			.as(Damage::new)
			.list()
			.ofMaxSize(5);
	}

	/**
	 * What happens to a file.
	 *
	 * @param at where, as the remainder by its length
	 * @param inserted what comes in
	 * @param dropped how many bytes get lost
	 */
	record Damage(int at, byte[] inserted, int dropped) {
	}

}
