package io.bulksend.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.bulksend.campaign.OncePer;
import io.bulksend.check.Remark.Kind;
import io.bulksend.check.rules.AttachmentFiles;
import io.bulksend.check.rules.Countries;
import io.bulksend.check.suppression.SuppressionList;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.InputSettings;
import io.bulksend.input.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values that can be sent and that nobody means.
 */
class NotesCollectorTest {

	@ParameterizedTest
	@CsvSource(delimiter = '~', textBlock = """
			#N/A ~ SPREADSHEET_ERROR
			Dear #REF!, welcome ~ SPREADSHEET_ERROR
			#NV ~ SPREADSHEET_ERROR
			######## ~ SPREADSHEET_ERROR
			nan ~ NO_VALUE
			NULL ~ NO_VALUE
			None ~ NO_VALUE
			undefined ~ NO_VALUE
			Dear nan, welcome ~ NO_VALUE
			Hello null! ~ NO_VALUE
			Hello {{name}} ~ PLACEHOLDER
			Hello {{1 ~ PLACEHOLDER
			Hello {first_name} ~ PLACEHOLDER
			Hello ${name} ~ PLACEHOLDER
			Hello *|FNAME|* ~ PLACEHOLDER
			Hello <<name>> ~ PLACEHOLDER
			Hello %FIRST_NAME% ~ PLACEHOLDER
			Caf\u00C3\u00A9 ~ MOJIBAKE
			it\u00E2\u20AC\u2122s ~ MOJIBAKE
			\u00F0\u0178\u02DC\u20AC ~ MOJIBAKE
			\u00D0\u00BF\u00D1\u20AC ~ MOJIBAKE
			\u00E0\u00A4\u00A8 ~ MOJIBAKE
			Caf\uFFFD ~ MOJIBAKE
			one\\ntwo ~ ESCAPE
			Caf\\u00e9 ~ ESCAPE
			a&nbsp;b ~ ESCAPE
			it&#39;s ~ ESCAPE
			one<br>two ~ ESCAPE
			""")
	void findsWhatLooksBroken(String text, Kind kind) {
		assertThat(BrokenText.in(text)).as(text).containsOnlyKeys(kind);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Dear Ann, it's #1 & 100 % off!", "nano, Nancy, none of us", "my nan is null and void",
			"C:\\new\\table", "\\\\server\\new", "50% off, 20%", "{ }", "a {1} [x] *bold* <3 $5",
			"caf\u00E9 \u00C9\u00BB", "NI\u00D1O", "\u00E0\u00A0\u00BB", "ma\u00E7\u00E3", "MA\u00C7\u00C3\u201D",
			"\u00E2ge", "#hashtag #NVidia", "S\u00C3O", "AT&T; R&D", "\u0442\u0435\u0441\u0442 \uD83D\uDE00",
			"https://x.example/%C3%A9.jpg?a=1&b=2" })
	void findsNothingInSoundTexts(String text) {
		assertThat(BrokenText.in(text)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			http://localhost:8080/a.jpg, UNREACHABLE_ADDRESS
			https://127.0.0.1/a.jpg, UNREACHABLE_ADDRESS
			https://[::1]/a.jpg, UNREACHABLE_ADDRESS
			http://192.168.1.7/a.jpg, UNREACHABLE_ADDRESS
			http://172.20.0.1/a.jpg, UNREACHABLE_ADDRESS
			http://fileserver/a.jpg, UNREACHABLE_ADDRESS
			http://nas.local/a.jpg, UNREACHABLE_ADDRESS
			https://drive.google.com/file/d/1abc/view?usp=sharing, PAGE_ADDRESS
			https://docs.google.com/document/d/1abc/edit, PAGE_ADDRESS
			https://www.dropbox.com/s/abc/a.jpg?dl=0, PAGE_ADDRESS
			https://www.dropbox.com/scl/fi/abc/a.jpg?rlkey=x, PAGE_ADDRESS
			https://1drv.ms/i/abc, PAGE_ADDRESS
			https://youtu.be/abc, PAGE_ADDRESS
			https://example.com/offer.HTML, PAGE_ADDRESS
			https://example.com, PAGE_ADDRESS
			""")
	void findsAddressesThatAreNoMedium(String url, Kind kind) {
		assertThat(MediaAddress.of(url)).isEqualTo(kind);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://example.com/a.jpg", "https://drive.google.com/uc?export=download&id=1",
			"https://www.dropbox.com/s/abc/a.jpg?dl=1", "https://172.32.0.1/a.jpg", "https://8.8.8.8/a.jpg",
			"https://user:p@cdn.example.com:8443/v?id=1", "https://example.com/?file=1",
			"https://local.example.com/htm" })
	void findsNothingAgainstOtherAddresses(String url) {
		assertThat(MediaAddress.of(url)).isNull();
	}

	@Test
	void countsByColumnAndNamesTheFirstLine(@TempDir Path folder) throws Exception {
		ReportCollector collector = check(folder, """
				Recipient WhatsApp,attachment_url,attachment_type,Caption,note
				447700900123,https://example.com/a.jpg,image,hello,nan
				447700900124,https://example.com/a.jpg,image,a text that goes on and on: dear {{name}} of ours,
				447700900125,http://localhost/a.jpg,image,{{name}} and Caf\u00C3\u00A9,
				447700900126,http://localhost/a.jpg,image,x,
				12,http://localhost/a.jpg,image,{{name}},
				""");
		assertThat(collector.notes(0, SuppressionList.none(), 0).remarks()).containsExactly(
				new Remark(Kind.PLACEHOLDER, "Caption", 2, 3, "\u2026 on: dear {{name}} of ours"),
				new Remark(Kind.UNREACHABLE_ADDRESS, "attachment_url", 2, 4, "http://localhost/a.jpg"),
				new Remark(Kind.MOJIBAKE, "Caption", 1, 4, "{{name}} and Caf\u00C3\u00A9"));
	}

	@Test
	void remarksOnWhatIsFilledInAndNotSent(@TempDir Path folder) throws Exception {
		ReportCollector collector = check(folder,
				"""
						recipient_whatsapp,attachment_id,Text,template_name,template_language,template_button_0,template_attribute_1
						447700900123,a-1,beside {{it}},,,,
						447700900124,,a text,,,,
						447700900125,,,welcome,en,,Ana
						447700900126,,again,welcome,en,,{{name}}
						447700900127,a-1,,,en,,
						447700900128,,a text,,,p,Eva
						""");
		assertThat(collector.notes(0, SuppressionList.none(), 0).remarks()).containsExactly(
				new Remark(Kind.NOT_SENT, "Text", 2, 2, "beside {{it}}"),
				new Remark(Kind.PLACEHOLDER, "template_attribute_1", 1, 5, "{{name}}"),
				new Remark(Kind.NOT_SENT, "template_language", 1, 6, "en"),
				new Remark(Kind.NOT_SENT, "template_button_0", 1, 7, "p"),
				new Remark(Kind.NOT_SENT, "template_attribute_1", 1, 7, "Eva"));
	}

	@Test
	void anAddressOfBlanksIsNone(@TempDir Path folder) throws Exception {
		ReportCollector collector = check(folder, """
				recipient_whatsapp,attachment_id,attachment_url
				447700900123,a-1,  \s
				""");
		assertThat(collector.notes(0, SuppressionList.none(), 0).remarks()).isEmpty();
	}

	@Test
	void keepsTheFirstMessageOfEachTemplateAndType(@TempDir Path folder) throws Exception {
		ReportCollector collector = check(folder, """
				recipient_whatsapp,attachment_url,attachment_type,text,template_name,template_language
				447700900123,,,hello,,
				447700900124,,,,welcome,en
				447700900125,,,other,,
				447700900126,,,,welcome,fr
				447700900127,,,,farewell,en
				447700900128,,,,welcome,en
				447700900129,https://example.com/a.jpg,image,,welcome,en
				447700900130,https://example.com/a.jpg,video,,welcome,en
				447700900131,https://example.com/b.jpg,image,,welcome,en
				""");
		assertThat(collector.samples()).extracting((sample) -> sample.row().line())
			.containsExactly(2L, 3L, 5L, 6L, 8L, 9L);
	}

	@Test
	void keepsTheFirstMessageOfEachKind(@TempDir Path folder) throws Exception {
		ReportCollector collector = check(folder, """
				recipient_whatsapp,recipient_type,attachment_id,attachment_url,attachment_type
				447700900123,,a-1,,
				447700900124,,,https://example.com/a.jpg,image
				447700900125,,a-2,,
				447700900126,,,https://example.com/b.jpg,image
				friends,group,a-1,,
				447700900127,,,https://example.com/b.pdf,document
				""");
		assertThat(collector.samples()).extracting((sample) -> sample.row().line()).containsExactly(2L, 3L, 6L, 7L);
	}

	@Test
	void saysHowManyRowsTheSuppressionListMet(@TempDir Path folder) throws Exception {
		SuppressionList list = SuppressionList.read(
				Files.writeString(folder.resolve("stop.txt"), "447700900123\n+44 7700 900123\n447700900199\n"),
				Countries.any());
		ReportCollector collector = check(folder, """
				recipient_whatsapp,attachment_id
				447700900123,a-1
				447700900123,a-2
				447700900124,a-1
				""", list);
		assertThat(collector.notes(3, list, 1)).isEqualTo(new Notes(List.of(), 3, new Notes.Suppression(2, 2), 1));
		assertThat(collector.notes(0, SuppressionList.none(), 0).suppression()).isNull();
	}

	private static ReportCollector check(Path folder, String text) throws Exception {
		return check(folder, text, SuppressionList.none());
	}

	private static ReportCollector check(Path folder, String text, SuppressionList list) throws Exception {
		Path file = Files.writeString(folder.resolve("campaign.csv"), text);
		ReportCollector collector = new ReportCollector();
		RowCheck check = new RowCheck(new CheckSettings("source", OncePer.MESSAGE, Countries.any()), list,
				AttachmentFiles.NONE);
		try (Rows rows = CampaignFile.open(file, InputSettings.defaults()).rows()) {
			new Preflight(check, folder).run(rows::next, Preflight.Earlier.NONE, collector);
		}
		return collector;
	}

}
