package io.bulksend.input;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.assertj.core.api.Assertions.assertThat;

class RowsPropertiesTest {

	private static final byte[] HEADER = "recipient_whatsapp,b\n".getBytes(StandardCharsets.UTF_8);

	private static Path folder = Path.of(".");

	@BeforeContainer
	static void makeFolder() throws IOException {
		folder = Files.createTempDirectory("rows");
	}

	@AfterContainer
	static void removeFolder() throws IOException {
		Files.deleteIfExists(folder.resolve("campaign.csv"));
		Files.delete(folder);
	}

	@Property(tries = 1_500)
	void anyBytesAreRowsInOrderOrRefused(@ForAll byte[] bytes) {
		isRowsInOrderOrRefused(bytes);
	}

	@Property(tries = 1_500)
	void anyBytesBelowAHeaderAreRowsInOrderOrRefused(@ForAll byte[] bytes) {
		isRowsInOrderOrRefused(Csv.concat(HEADER, bytes));
	}

	@Property(tries = 1_500)
	void anyUtf16BelowAHeaderIsRowsInOrderOrRefused(@ForAll char[] text) {
		String all = "\uFEFFrecipient_whatsapp,b\n";
		byte[] bytes = new byte[2 * text.length];
		for (int i = 0; i < text.length; i++) {
			bytes[2 * i] = (byte) text[i];
			bytes[2 * i + 1] = (byte) (text[i] >> 8);
		}
		isRowsInOrderOrRefused(Csv.concat(all.getBytes(StandardCharsets.UTF_16LE), bytes));
	}

	@Property(tries = 1_500)
	void whatIsWrittenReadsBackEqual(@ForAll("tables") List<List<String>> table, @ForAll("delimiters") char delimiter,
			@ForAll("lineEnds") String lineEnd, @ForAll("charsets") Charset charset, @ForAll boolean endsWithLineEnd) {
		List<List<String>> all = new ArrayList<>();
		all.add(List.of("recipient_whatsapp", "b", "c"));
		all.addAll(table);
		String text = "\uFEFF" + Csv.format(all, delimiter, lineEnd) + (endsWithLineEnd ? lineEnd : "");
		CampaignFile file = CampaignFile.open(Csv.write(folder, text.getBytes(charset)), InputSettings.defaults());
		List<Row> rows = Csv.rows(file);
		assertThat(rows).extracting(Row::fields)
			.isEqualTo(table.stream().map((row) -> row.stream().map(FormulaGuard::takenOff).toList()).toList());
		assertThat(rows).extracting(Row::defect).containsOnlyNulls();
		assertThat(file.delimiter()).isEqualTo(delimiter);
	}

	@Property(tries = 2_000)
	void soundRowsAreWhatACharacterByCharacterReadingGives(@ForAll("messyTexts") String text) {
		List<Row> rows;
		try {
			rows = Csv.rows(folder, "recipient_whatsapp,b\n" + text);
		}
		catch (InputException ex) {
			return;
		}
		List<PlainReading.Found> found = new PlainReading(text, 2).records();
		assertThat(rows).extracting(Row::line).isEqualTo(found.stream().map(PlainReading.Found::line).toList());
		for (int i = 0; i < rows.size(); i++) {
			if (rows.get(i).defect() == null) {
				List<String> fields = found.get(i).fields();
				assertThat(rows.get(i).fields()).isEqualTo(fields.subList(0, 2));
				assertThat(fields.subList(2, fields.size())).allMatch(String::isEmpty);
			}
		}
	}

	@Property(tries = 2_000)
	void blanksAroundQuotedFieldsChangeNothing(@ForAll("tables") List<List<String>> table,
			@ForAll("blanks") List<String> blanks, @ForAll("commaOrSemicolon") char delimiter,
			@ForAll("lineEnds") String lineEnd) {
		List<List<String>> all = new ArrayList<>();
		all.add(List.of("recipient_whatsapp", "b", "c"));
		all.addAll(table);
		StringBuilder padded = new StringBuilder();
		int next = 0;
		for (List<String> record : all) {
			for (int i = 0; i < record.size(); i++) {
				padded.append((i > 0) ? delimiter : "")
					.append(blanks.get(next++ % blanks.size()))
					.append('"')
					.append(record.get(i).replace("\"", "\"\""))
					.append('"')
					.append(blanks.get(next++ % blanks.size()));
			}
			padded.append(lineEnd);
		}
		List<Row> rows = Csv.rows(folder, padded.toString());
		assertThat(rows).extracting(Row::fields)
			.isEqualTo(table.stream().map((row) -> row.stream().map(FormulaGuard::takenOff).toList()).toList());
		assertThat(rows).extracting(Row::defect).containsOnlyNulls();
	}

	@Property(tries = 1_000)
	void resultsFedBackAreTheIdentity(@ForAll("cells") List<List<String>> table) {
		List<List<String>> all = new ArrayList<>();
		all.add(List.of("recipient_whatsapp", "b", "line", "status", "message_id", "error_code", "error_message",
				"attempts", "completed_at"));
		for (List<String> row : table) {
			List<String> cells = new ArrayList<>(row.stream().map(FormulaGuard::guard).toList());
			cells.addAll(List.of("2", "NOT_SENT", "", "", "", "0", ""));
			all.add(cells);
		}
		List<Row> rows = Csv.rows(folder, "\uFEFF" + Csv.format(all, ',', "\r\n"));
		assertThat(rows).extracting((row) -> row.fields().subList(0, 2)).isEqualTo(table);
		assertThat(rows).extracting((row) -> row.defect() != null)
			.isEqualTo(table.stream().map((row) -> row.stream().anyMatch((cell) -> cell.contains("\0"))).toList());
	}

	private static void isRowsInOrderOrRefused(byte[] bytes) {
		List<Row> rows;
		try {
			rows = Csv.rows(CampaignFile.open(Csv.write(folder, bytes), InputSettings.defaults()));
		}
		catch (InputException ex) {
			assertThat(ex.getMessage()).doesNotContain("\n");
			return;
		}
		long line = 1;
		for (int i = 0; i < rows.size(); i++) {
			assertThat(rows.get(i).number()).isEqualTo(i + 1);
			assertThat(rows.get(i).line()).isGreaterThan(line);
			line = rows.get(i).line();
			if (rows.get(i).defect() == null) {
				assertThat(rows.get(i).fields()).hasSameSizeAs(rows.get(i).header().names());
			}
		}
	}

	@Provide
	Arbitrary<List<List<String>>> tables() {
		Arbitrary<String> any = Arbitraries.strings()
			.withCharRange(' ', '~')
			.withChars("\t\r\n,;|\"'=नé")
			.ofMaxLength(8);
		Arbitrary<String> field = Arbitraries.oneOf(any,
				Arbitraries.of("", "\"", "\"\"", ",\"", "\",", "\r\n", "\\", "😀"));
		return field.list().ofSize(3).list().ofMinSize(1).ofMaxSize(6);
	}

	@Provide
	Arbitrary<List<List<String>>> cells() {
		Arbitrary<String> cell = Arbitraries.strings()
			.withChars("''=+-@\t\r\n＝ab \",\0\uFFFD\uFFFD000F12E")
			.ofMaxLength(8);
		return cell.list().ofSize(2).list().ofMinSize(1).ofMaxSize(4);
	}

	@Provide
	Arbitrary<List<String>> blanks() {
		return Arbitraries.strings().withChars(" \t\u00A0").ofMaxLength(3).list().ofMinSize(1).ofMaxSize(7);
	}

	@Provide
	Arbitrary<Character> commaOrSemicolon() {
		return Arbitraries.of(',', ';');
	}

	@Provide
	Arbitrary<Character> delimiters() {
		return Arbitraries.of(',', ';', '\t', '|');
	}

	@Provide
	Arbitrary<String> lineEnds() {
		return Arbitraries.of("\n", "\r\n", "\r");
	}

	@Provide
	Arbitrary<Charset> charsets() {
		return Arbitraries.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
	}

	@Provide
	Arbitrary<String> messyTexts() {
		return Arbitraries.strings().withChars("a\",,\"\n\r \t\u00A0").ofMinLength(1).ofMaxLength(25);
	}

}
