package io.bulksend.input;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DefectTest {

	private static final String HEADER = "recipient_whatsapp,caption\n";

	@TempDir
	Path folder;

	@Test
	void namesTooFewFields() {
		Row row = only("1");
		assertThat(row).isEqualTo(new Row(row.header(), 1, 2, List.of("1"),
				"The row has 1 field where the header has 2 fields; add or remove what separates them, or put quotes around a text that holds it."));
	}

	@Test
	void namesTooManyFields() {
		assertThat(only("1,a,,b").defect()).startsWith("The row has 4 fields where the header has 2 fields;");
	}

	@Test
	void forgivesEmptyFieldsBehindTheLast() {
		assertThat(only("1,a,,,\"\"")).satisfies((row) -> {
			assertThat(row.fields()).containsExactly("1", "a");
			assertThat(row.defect()).isNull();
		});
	}

	@Test
	void pointsAtAQuoteThatMayHaveSwallowedRows() {
		assertThat(only("1,\"a\n2,b\n3,\",\"c\"").defect()).contains("it runs to line 4: is a quote left open?");
	}

	@ParameterizedTest
	@ValueSource(chars = { '\0', '\u0001', '\u000B', '\u001B', '\u007F', '\u0085' })
	void namesAControlCharacter(char character) {
		List<Row> rows = Csv.rows(this.folder, HEADER + "1,a" + character + "b\n2,c\n");
		assertThat(rows.get(0).defect()).isEqualTo(
				"The field \"caption\" holds an invisible control character (U+%04X); type its text anew.",
				(int) character);
		assertThat(rows.get(0).fields()).containsExactly("1", "a" + character + "b");
		assertThat(rows.get(1).defect()).isNull();
	}

	@Test
	void whatResultsShowOfARowThatDidNotFitStaysMalformed() {
		String header = "recipient_whatsapp,caption,line,status,message_id,error_code,error_message,attempts,completed_at\n";
		String results = "1,a,2,INVALID,,MALFORMED_ROW,The row has 3 fields.,0,\n"
				+ "1,a,3,INVALID,,MALFORMED_ROW,It holds half a character (U+D83D); type its text anew.,0,\n"
				+ "1,a,4,INVALID,,CAPTION_LENGTH,The row has a long caption.,0,\n";
		assertThat(Csv.rows(this.folder, header + results)).extracting(Row::defect)
			.containsExactly("The row has 3 fields.", null, null);
	}

	@Test
	void namesAFieldThatGoesOnAfterItsQuote() {
		assertThat(only("1,\"say \"hi\" to\"").defect())
			.isEqualTo("The field \"caption\" goes on after its closing quote; write quotes within a text twice.");
	}

	@Test
	void takesAFieldAsLargeAsASpreadsheetsCell() {
		String field = "\"".repeat(RowMaker.MAX_FIELD);
		Row row = only("1,\"" + field.replace("\"", "\"\"") + '"');
		assertThat(row.defect()).isNull();
		assertThat(row.fields()).containsExactly("1", field);
	}

	@Test
	void cutsALargerField() {
		Row row = only("1," + "x".repeat(RowMaker.CUT_FIELD - 1) + "😀".repeat(RowMaker.MAX_FIELD));
		assertThat(row.defect())
			.isEqualTo("The field \"caption\" has more than 32,767 characters; only the beginning is kept here.");
		assertThat(row.get(Column.CAPTION)).isEqualTo("x".repeat(RowMaker.CUT_FIELD - 1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\"" })
	void cutsAHugeRowAndGoesOnBehindIt(String quote) {
		String huge = (quote.isEmpty() ? "abc" : "a,b\n").repeat(RecordScanner.MAX_RECORD);
		List<Row> rows = Csv.rows(this.folder, HEADER + "1," + quote + huge + quote + "\n2,c\n");
		assertThat(rows).hasSize(2);
		assertThat(rows.get(0).defect()).startsWith("The row has more than 131,072 characters")
			.endsWith("; only the beginning is kept here.");
		assertThat(rows.get(0).fields()).allMatch((field) -> field.length() <= RowMaker.CUT_FIELD).hasSize(2);
		assertThat(rows.get(1).fields()).containsExactly("2", "c");
		assertThat(rows.get(1).line()).isEqualTo(quote.isEmpty() ? 3 : 3 + RecordScanner.MAX_RECORD);
	}

	@Test
	void cutsARowOfVeryManyFields() {
		Row row = only("1" + ",x".repeat(100_000));
		assertThat(row.defect()).isEqualTo("The row has more than 1,000 fields; only the beginning is kept here.");
		assertThat(row.fields()).hasSize(RecordScanner.MAX_FIELDS);
	}

	@Test
	void takesARowWithAsManyFieldsAsAllowed() {
		String line = "recipient_whatsapp" + ",x".repeat(RecordScanner.MAX_FIELDS - 1);
		assertThat(Csv.rows(this.folder, line + '\n' + line + '\n')).singleElement()
			.satisfies((row) -> assertThat(row.defect()).isNull());
	}

	private Row only(String line) {
		List<Row> rows = Csv.rows(this.folder, HEADER + line + '\n');
		assertThat(rows).hasSize(1);
		return rows.get(0);
	}

}
