package io.bulksend.input;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RowsTest {

	private static final String HEADER = "recipient_whatsapp,caption\n";

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r" })
	void countsLinesWithEachLineEnd(String end) {
		String text = String.join(end, "recipient_whatsapp,caption", "1,\"a", "b\"", "", "2,c", "   ", "", "3,\"\"",
				"4,");
		List<Row> rows = Csv.rows(this.folder, text);
		assertThat(rows).extracting(Row::line).containsExactly(2L, 5L, 8L, 9L);
		assertThat(rows).extracting(Row::number).containsExactly(1L, 2L, 3L, 4L);
		assertThat(rows.get(0).get(Column.CAPTION)).isEqualTo("a" + end + "b");
	}

	@Test
	void countsLinesWithMixedLineEnds() {
		List<Row> rows = Csv.rows(this.folder, HEADER + "1,a\r\n2,b\r3,c\n\r\n4,\"\r\r\n\n\"\r\r5,e");
		assertThat(rows).extracting(Row::line).containsExactly(2L, 3L, 4L, 6L, 11L);
	}

	@Test
	void keepsWhatAFieldHolds() {
		List<Row> rows = Csv.rows(this.folder,
				HEADER + "\"1\",\"say \"\"hi\"\", all\"\n2,C:\\temp\\\n3,\"\\\"\n4, \"x\" \n5,5\" pipe\n6,\t\n");
		assertThat(rows).extracting((row) -> row.get(Column.CAPTION))
			.containsExactly("say \"hi\", all", "C:\\temp\\", "\\", "x", "5\" pipe", "\t");
		assertThat(rows).extracting(Row::defect).containsOnlyNulls();
	}

	@Test
	void blanksAroundAQuotedFieldDoNotCount() {
		List<Row> rows = Csv.rows(this.folder, "recipient_whatsapp, \"caption\" \n1, \"Dear Ms Brown\"\n  \"2\" ,\t"
				+ "\"Dear Mr Green, welcome\" \n\t\"3\",\u00A0\"Dear all,\nsee \"\"you\"\" \"  \n4, x \"y\" \n");
		assertThat(rows).extracting(Row::fields)
			.containsExactly(List.of("1", "Dear Ms Brown"), List.of("2", "Dear Mr Green, welcome"),
					List.of("3", "Dear all,\nsee \"you\" "), List.of("4", " x \"y\" "));
		assertThat(rows).extracting(Row::defect).containsOnlyNulls();
		assertThat(rows).extracting(Row::line).containsExactly(2L, 3L, 4L, 6L);
		assertThat(rows.get(0).header().names()).containsExactly("recipient_whatsapp", "caption");
	}

	@Test
	void aFieldThatGoesOnAfterItsQuoteAndABlankIsNoField() {
		List<Row> rows = Csv.rows(this.folder, HEADER + "1,\"a\" b\n2,\"a\" \"b\"\n3,c\n");
		assertThat(rows).extracting((row) -> row.defect() != null).containsExactly(true, true, false);
	}

	@Test
	void aBlankThatDelimitsIsADelimiterAtAQuoteToo() {
		CampaignFile file = CampaignFile.open(Csv.write(this.folder, "recipient_whatsapp\tcaption\tx\n1\t\t\"a\tb\"\n"),
				InputSettings.defaults());
		assertThat(Csv.rows(file)).extracting(Row::fields).containsExactly(List.of("1", "", "a\tb"));
	}

	@Test
	void aSpreadsheetsApostropheIsTakenOffAndCounted() {
		CampaignFile file = Csv.open(this.folder, HEADER + "'+447700900123,'=A1\n'447700900124,'00 12.5\n"
				+ "447700900125,'tis '24\n\"'4.4E+11\",''-x\n'@x,'9 lives\n");
		try (Rows rows = file.rows()) {
			assertThat(Stream.generate(rows::next).limit(5).map(Row::fields)).containsExactly(
					List.of("+447700900123", "=A1"), List.of("447700900124", "00 12.5"),
					List.of("447700900125", "'tis '24"), List.of("4.4E+11", "'-x"), List.of("@x", "'9 lives"));
			assertThat(rows.guardsTakenOff()).isEqualTo(7);
		}
	}

	@Test
	void aCampaignThatWasBegunInTheFirstDialectGoesOnInIt() {
		CampaignFile file = Csv.open(this.folder, HEADER + "1, \"Dear Mr Green\"\n2, \"Dear all\nsee you\"\n'+4,'5\n");
		assertThat(Csv.rows(file)).extracting(Row::fields)
			.containsExactly(List.of("1", "Dear Mr Green"), List.of("2", "Dear all\nsee you"), List.of("+4", "5"));
		file.readAs(Dialect.FIRST);
		assertThat(Csv.rows(file)).extracting(Row::fields)
			.containsExactly(List.of("1", " \"Dear Mr Green\""), List.of("2", " \"Dear all"), List.of("see you\""),
					List.of("'+4", "'5"));
	}

	@Test
	void aRowOfEmptyFieldsIsARow() {
		assertThat(Csv.rows(this.folder, HEADER + ",\n\n\"\",\"\"\n")).extracting(Row::fields)
			.containsExactly(List.of("", ""), List.of("", ""));
	}

	@Test
	void opensThePassesIndependently() {
		CampaignFile file = Csv.open(this.folder, HEADER + "1,a\n2,b\n3,c\n");
		try (Rows one = file.rows(); Rows other = file.rows()) {
			one.skip(2);
			Row third = one.next();
			Row first = other.next();
			assertThat(third).isNotNull();
			assertThat(third.number()).isEqualTo(3);
			assertThat(third.line()).isEqualTo(4);
			assertThat(first).isNotNull();
			assertThat(first.number()).isEqualTo(1);
		}
	}

	@Test
	void staysAtTheEnd() {
		try (Rows rows = Csv.open(this.folder, HEADER + "1,a").rows()) {
			rows.skip(5);
			assertThat(rows.next()).isNull();
			assertThat(rows.next()).isNull();
		}
	}

}
