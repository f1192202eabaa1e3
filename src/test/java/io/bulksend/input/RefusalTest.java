package io.bulksend.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RefusalTest {

	@TempDir
	Path folder;

	@Test
	void refusesAFileThatIsNotThere() {
		Path file = this.folder.resolve("none.csv");
		refuses(file, "there is no such file");
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> FileBytes.sha256(file));
	}

	@Test
	void refusesAFolder() {
		refuses(this.folder, "this is a folder");
	}

	@Test
	void refusesStandardInput() {
		refuses(Path.of("-"), "standard input is not read here");
	}

	@Test
	void refusesADevice() {
		refuses(Path.of("/dev/null"), "this is not a plain file");
	}

	@Test
	void saysThatReadingIsNotPermitted() {
		assertThat(FileState.refusal(this.folder, new AccessDeniedException("x")))
			.hasMessageContaining("not permitted");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\uFEFF", "\n\r\n \r", "sep=;\n" })
	void refusesAnEmptyFile(String text) {
		refuses(Csv.write(this.folder, text), "the file is empty");
	}

	@Test
	void refusesAHeaderAlone() {
		refuses(Csv.write(this.folder, "\nrecipient_whatsapp\r\n\r\n"), "line 2: there are no rows below the header");
	}

	@ParameterizedTest
	@CsvSource({ "504B0304140006, Excel workbook", "D0CF11E0A1B11AE1, Excel workbook", "255044462D312E37, PDF",
			"89504E470D0A1A0A, image", "FFD8FFE000104A46, image", "474946383961, image", "1F8B0800, compressed",
			"FFFE0000610000, UTF-32", "61006200630064, UTF-16 without", "00610062006300, UTF-16 without",
			"6162630000006162, not a text file" })
	void refusesOtherFormatsByName(String bytes, String words) {
		refuses(Csv.write(this.folder, HexFormat.of().parseHex(bytes)), words);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2,\"b\n3,c\n", "2,\"", "2,\"b\"\"\n\n", "2,\"b\"\"" })
	void namesTheLineWhereAQuoteOpensThatIsNeverClosed(String end) {
		CampaignFile file = Csv.open(this.folder, "recipient_whatsapp,caption\n1,\"a\na\"\n" + end);
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> Csv.rows(file))
			.withMessageContaining("campaign.csv, line 4: a quote opens here and is never closed");
	}

	@Test
	void namesTheQuotesLineNotTheRows() {
		CampaignFile file = Csv.open(this.folder, "recipient_whatsapp,caption,x\n0,,\n1,\"a\na\",\"b\nc\n");
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> Csv.rows(file))
			.withMessageContaining("line 4:");
	}

	@Test
	void refusesAFileWhereAnOpenQuoteHasSwallowedRows() {
		CampaignFile file = Csv.open(this.folder, "recipient_whatsapp,caption\n1,a\n2,\"b\n3,c\n4,\"d\"\n5,e\n");
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> Csv.rows(file))
			.withMessageContaining("line 3: a quote opens here, and text follows the one that closes it on line 5");
	}

	@Test
	void refusesAFileThatGrowsWhileItIsRead() throws IOException {
		CampaignFile file = Csv.open(this.folder, "recipient_whatsapp\n1\n2\n");
		try (Rows rows = file.rows()) {
			rows.next();
			Files.writeString(file.path(), "3\n", StandardOpenOption.APPEND);
			rows.skip(2);
			assertThatExceptionOfType(InputException.class).isThrownBy(() -> rows.skip(2))
				.withMessageContaining("was changed while it was being read");
		}
	}

	@Test
	void refusesAFileThatWasReplacedBetweenPasses() throws IOException {
		CampaignFile file = Csv.open(this.folder, "recipient_whatsapp\n1\n2\n");
		FileTime modified = Files.getLastModifiedTime(file.path());
		Path other = Files.writeString(this.folder.resolve("other"), "recipient_whatsapp\n3\n4\n");
		Files.setLastModifiedTime(other, modified);
		file.requireUnchanged();
		Files.move(other, file.path(), StandardCopyOption.REPLACE_EXISTING);
		assertThatExceptionOfType(InputException.class).isThrownBy(file::rows)
			.withMessageContaining("was changed while it was being read");
	}

	@Test
	void theDigestIsThatOfTheBytes() {
		Path file = Csv.write(this.folder, "abc".getBytes(StandardCharsets.US_ASCII));
		assertThat(FileBytes.sha256(file))
			.isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	}

	private static void refuses(Path file, String words) {
		assertThatExceptionOfType(InputException.class)
			.isThrownBy(() -> CampaignFile.open(file, InputSettings.defaults()))
			.withMessageStartingWith(file.toString())
			.withMessageContaining(words);
	}

}
