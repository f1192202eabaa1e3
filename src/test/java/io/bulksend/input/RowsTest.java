package io.bulksend.input;

import java.nio.file.Path;
import java.util.List;

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
			.containsExactly("say \"hi\", all", "C:\\temp\\", "\\", " \"x\" ", "5\" pipe", "\t");
		assertThat(rows).extracting(Row::defect).containsOnlyNulls();
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
