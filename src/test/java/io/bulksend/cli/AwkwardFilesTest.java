package io.bulksend.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Files as spreadsheets, exports, editors and accidents make them: each is read, or
 * refused in one line.
 */
class AwkwardFilesTest {

	private static final String HEADER = "recipient_whatsapp,attachment_id,caption\n";

	private static final String GOOD = "919833078369,a-1,hello\n";

	private static final String OTHER = "4915123456789,a-1,hello\n";

	@TempDir
	private Path folder;

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void areReadWithoutFault(String name, byte[] bytes, int rows) throws IOException {
		Captured check = check(bytes);
		assertThat(check.err()).isEmpty();
		assertThat(check.out()).containsPattern("Rows +" + rows + "\n")
			.containsPattern("Would be sent +" + rows + "\n");
		assertThat(check.exitCode()).isZero();
	}

	static Stream<Arguments> areReadWithoutFault() {
		Charset utf8 = StandardCharsets.UTF_8;
		String both = HEADER + GOOD + OTHER;
		String group = "recipient_whatsapp;recipient_type;attachment_id\r\n";
		return Stream.of(file("plain", both, utf8, 2), file("a byte order mark", "\uFEFF" + both, utf8, 2),
				file("UTF-16 LE as Excel's Unicode text", "\uFEFF" + both.replace(',', '\t'), StandardCharsets.UTF_16LE,
						2),
				file("UTF-16 BE", "\uFEFF" + both, StandardCharsets.UTF_16BE, 2),
				file("semicolons and CRLF, as Excel in Germany", both.replace(",", ";").replace("\n", "\r\n"), utf8, 2),
				file("tabs", both.replace(',', '\t'), utf8, 2), file("pipes", both.replace(',', '|'), utf8, 2),
				file("CR alone, as old Macs", both.replace('\n', '\r'), utf8, 2),
				file("sep= above the header", "sep=;\r\n" + both.replace(',', ';'), utf8, 2),
				file("blank lines everywhere", "\n \n" + HEADER + "\r\n" + GOOD + "\n\n" + OTHER + "\n  \n", utf8, 2),
				file("no line end at the end", HEADER + GOOD.strip(), utf8, 1),
				file("quotes, line breaks and backslashes",
						HEADER + "919833078369,a-1,\"say \"\"hi\"\",\r\nC:\\new\\\"\n" + OTHER, utf8, 2),
				file("a quote inside a field", HEADER + "919833078369,a-1,5\" pipe\n" + OTHER, utf8, 2),
				file("names in other spellings",
						"\"Recipient-WhatsApp\", ATTACHMENT ID ,Caption\n\"+91 (98330) 78369\",a-1,x\n", utf8, 1),
				file("empty columns to the right", HEADER + "919833078369,a-1,x,,,\n" + OTHER, utf8, 2),
				file("a column without a name", "recipient_whatsapp,attachment_id,\n919833078369,a-1,note\n", utf8, 1),
				file("right-to-left and emoji", HEADER + "919833078369,a-1,\u200F\u0633\u0644\u0627\u0645 😀\n", utf8,
						1),
				file("zero-width and no-break spaces", HEADER + "\u200B919833\u00A0078369\u202C,a-1,x\n", utf8, 1),
				file("a group", group + "Friends; Group ;a-1\r\n", utf8, 1),
				file("formulas", HEADER + "919833078369,a-1,\"=HYPERLINK(\"\"http://x\"\")\"\n", utf8, 1),
				file("a results file", """
						recipient_whatsapp,attachment_id,line,status,message_id,error_code,error_message,attempts,\
						completed_at,delivery_status,delivered_at,advice,campaign
						'+919833078369,a-1,2,NOT_SENT,,,,0,,,,,spring
						""", utf8, 1));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void losesTheirBadRowsAlone(String name, byte[] bytes, String code, String words) throws IOException {
		Captured check = check(bytes);
		assertThat(check.err()).isEmpty();
		assertThat(check.out()).containsPattern("INVALID " + code + " +1 +\\d+\n");
		assertThat(check.out().replaceAll("\\s+", " ")).contains(words);
		assertThat(check.out().lines()).allMatch((line) -> line.length() <= 80);
		assertThat(check.out().replace("\n", "")).doesNotContainPattern("\\p{Cc}|\\p{Cf}");
		assertThat(check.exitCode()).isEqualTo(1);
	}

	static Stream<Arguments> losesTheirBadRowsAlone() {
		String malformed = "MALFORMED_ROW";
		String filler = ("919833078369,a-1," + "x".repeat(1_000) + "\n").repeat(2);
		return Stream.of(row("a spreadsheet's rounding", "9.19833E+11,a-1,x\n", "RECIPIENT_SCIENTIFIC", "rounded"),
				row("a spreadsheet's decimals", "919833078369.0,a-1,x\n", "RECIPIENT_NOT_DIGITS", ".0"),
				row("a number of home", "09833078369,a-1,x\n", "RECIPIENT_COUNTRY", "starts with 0"),
				row("two numbers in one cell", "\"919833078369\n4915123456789\",a-1,x\n", "RECIPIENT_NOT_DIGITS", "⏎"),
				row("too few fields", "919833078369\n", malformed, "1 field where the header has 3"),
				row("too many fields", "919833078369,a-1,x,y\n", malformed, "4 fields where the header has 3"),
				row("a NUL", filler + "919833078369,a-1,a\0b\n", malformed, "U+0000"),
				row("an escape sequence", "919833078369,a-1,\u001B[2J\n", malformed, "U+001B"),
				row("an escape sequence in a value", "\u202E12\u202D3,a-1,x\n", "RECIPIENT_LENGTH", "[U+202D]"),
				row("text after a quote", "919833078369,a-1,\"a\"b\n", malformed, "after its closing quote"),
				row("a field of megabytes", "919833078369,a-1," + "x".repeat(3_000_000) + "\n", malformed,
						"more than 131,072 characters"),
				row("more columns than any table", "919833078369" + ",x".repeat(5_000) + "\n", malformed,
						"more than 1,000 fields"),
				row("no attachment", "919833078369,,x\n", "ATTACHMENT_MISSING", "no attachment"),
				row("a long caption", "919833078369,a-1," + "é".repeat(1_025) + "\n", "CAPTION_LENGTH",
						"1025 characters"),
				arguments("half an emoji in UTF-16", utf16(HEADER + "919833078369,a-1,\uD83D\n" + OTHER), malformed,
						"half a character"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void areRefusedInOneLine(String name, byte[] bytes, String words) throws IOException {
		Captured check = check(bytes);
		assertThat(check.exitCode()).isEqualTo(2);
		assertThat(check.out()).isEmpty();
		assertThat(check.err()).hasLineCount(1).contains("campaign.csv").contains(words);
		assertThat(check.err().strip()).doesNotContainPattern("\\p{Cc}|\\p{Cf}").doesNotContain("Exception");
	}

	static Stream<Arguments> areRefusedInOneLine() throws IOException {
		return Stream.of(refused("an empty file", "", "the file is empty"),
				refused("blank lines alone", "\n\r\n  \n", "the file is empty"),
				refused("a header alone", HEADER, "line 1: there are no rows"),
				refused("no recipients' column", "Phone Number,attachment_id\n919833078369,a-1\n",
						"the columns found are \"Phone Number\", \"attachment_id\", of which \"Phone Number\" is nearest"),
				refused("a column twice", "recipient_whatsapp,Recipient WhatsApp,attachment_id\n1,2,3\n",
						"line 1: the columns"),
				refused("an escape sequence for a header", "\u001B[31m\u202Ephone,x\n1,2\n", "line 1"),
				refused("an open quote at the end", HEADER + GOOD + "919833078369,a-1,\"x\n" + OTHER,
						"line 3: a quote opens here and is never closed"),
				refused("an open quote that swallows rows", HEADER + "919833078369,a-1,\"x\n919833078368,a-1,\"y\"\n",
						"line 2: a quote opens here"),
				arguments("Latin-1", (HEADER + GOOD + "919833078369,a-1,Grüße\n").getBytes(StandardCharsets.ISO_8859_1),
						"line 3: this is not text in UTF-8"),
				arguments("half a character at the end",
						(HEADER + GOOD + "919833078369,a-1,\u00C3").getBytes(StandardCharsets.ISO_8859_1), "line 3"),
				arguments("UTF-16 without a mark", (HEADER + GOOD).getBytes(StandardCharsets.UTF_16LE), "UTF-16"),
				arguments("UTF-16 with a byte too many", concat(utf16(HEADER + GOOD), new byte[1]), "not text"),
				arguments("UTF-32", concat(new byte[] { -1, -2, 0, 0 }, HEADER.getBytes(Charset.forName("UTF-32LE"))),
						"UTF-32"),
				arguments("an Excel workbook", zip(), "Excel workbook"),
				arguments("a PDF", "%PDF-1.7\n%âãÏÓ".getBytes(StandardCharsets.ISO_8859_1), "PDF"),
				arguments("a program", new byte[] { 0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0 }, "not a text file"));
	}

	@Test
	void refusesWhatIsNoFile() {
		Captured none = Captured.run("check", this.folder.resolve("none.csv").toString());
		assertThat(none.exitCode()).isEqualTo(2);
		assertThat(none.err()).contains("there is no such file").hasLineCount(1);
		Captured folder = Captured.run("check", this.folder.toString());
		assertThat(folder.exitCode()).isEqualTo(2);
		assertThat(folder.err()).contains("this is a folder").hasLineCount(1);
	}

	private Captured check(byte[] bytes) throws IOException {
		Path file = Files.write(this.folder.resolve("campaign.csv"), bytes);
		Captured check = Captured.run("check", file.toString(), "--again", "--bulksend.api.source=s-1");
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).as("what is left").containsExactly(file);
		}
		return check;
	}

	private static Arguments file(String name, String text, Charset charset, int rows) {
		return arguments(name, text.getBytes(charset), rows);
	}

	private static Arguments row(String name, String row, String code, String words) {
		return arguments(name, (HEADER + row + OTHER).getBytes(StandardCharsets.UTF_8), code, words);
	}

	private static Arguments refused(String name, String text, String words) {
		return arguments(name, text.getBytes(StandardCharsets.UTF_8), words);
	}

	private static byte[] utf16(String text) {
		byte[] bytes = new byte[2 + 2 * text.length()];
		bytes[0] = (byte) 0xFF;
		bytes[1] = (byte) 0xFE;
		for (int i = 0; i < text.length(); i++) {
			bytes[2 + 2 * i] = (byte) text.charAt(i);
			bytes[3 + 2 * i] = (byte) (text.charAt(i) >> 8);
		}
		return bytes;
	}

	private static byte[] zip() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
			zip.write('x');
		}
		return bytes.toByteArray();
	}

	private static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		List.of(parts).forEach(all::writeBytes);
		return all.toByteArray();
	}

}
