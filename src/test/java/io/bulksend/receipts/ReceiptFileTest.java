package io.bulksend.receipts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import io.bulksend.campaign.delivery.DeliveryStatus;
import io.bulksend.campaign.delivery.OptOutWish;
import io.bulksend.campaign.delivery.Receipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReceiptFileTest {

	private static final String ONE = """
			{"delivery_status":[{"ncmessage_id":"m-1","recipient":"919833078369","status":"sent","status_remark":"",\
			"received_at":"2019-05-16 15:36:58","source":"shop"}]}""";

	private static final String TWO = """
			{"delivery_status":[{"ncmessage_id":"m-2","status":"read"},{"ncmessage_id":"m-3","status":"delivered"}]}""";

	private final List<Receipt> receipts = new ArrayList<>();

	private final List<OptOutWish> wishes = new ArrayList<>();

	private final WebhookSink sink = new WebhookSink() {

		@Override
		public void receipt(Receipt receipt) {
			ReceiptFileTest.this.receipts.add(receipt);
		}

		@Override
		public void wish(OptOutWish wish) {
			ReceiptFileTest.this.wishes.add(wish);
		}

	};

	@TempDir
	private Path folder;

	@Test
	void aReceiptIsReadWithAllThatItSays() throws IOException {
		assertThat(documents(ONE)).isEqualTo(new ReceiptContent(1, 0, 0, 0, List.of(), 0, 0));
		assertThat(this.receipts).containsExactly(new Receipt("m-1", "919833078369", "shop", null, DeliveryStatus.SENT,
				null, new Receipt.Time(LocalDateTime.parse("2019-05-16T15:36:58"), false)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "\r\n\r\n", " ", "\t" })
	void documentsFollowEachOtherWithAnythingBetween(String between) throws IOException {
		assertThat(documents(ONE + between + TWO + between).receipts()).isEqualTo(3);
		assertThat(this.receipts).extracting(Receipt::messageId).containsExactly("m-1", "m-2", "m-3");
	}

	@Test
	void aCommaTooManyIsForgiven() throws IOException {
		assertThat(documents(ONE.replace("\"shop\"}]", "\"shop\", }, ]")).receipts()).isEqualTo(1);
	}

	@Test
	void documentsMaySpanLines() throws IOException {
		assertThat(documents(ONE.replace(",", ",\n  ").replace("{", "{\n")).receipts()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-8", "UTF-16LE", "UTF-16BE" })
	void aByteOrderMarkIsNoPartOfTheText(String charset) throws IOException {
		assertThat(documents(("\uFEFF" + ONE).getBytes(Charset.forName(charset))).receipts()).isEqualTo(1);
	}

	@Test
	void gzipIsKnownByItsBytesAndMayHaveSeveralMembers() throws IOException {
		byte[] both = concat(gzip(ONE + "\n"), gzip(TWO));
		assertThat(documents(both).receipts()).isEqualTo(3);
		assertThat(lines(both).receipts()).isEqualTo(3);
	}

	@Test
	void anEmptyFileHoldsNothing() throws IOException {
		assertThat(documents("")).isEqualTo(new ReceiptContent(0, 0, 0, 0, List.of(), 0, 0));
		assertThat(documents(" \n\n")).isEqualTo(new ReceiptContent(0, 0, 0, 0, List.of(), 0, 0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[{}]", "17", "\"text\"", "null", "{\"incoming_message\":[{\"from\":\"+\"}]}",
			"{\"delivery_status\":17}", "{\"delivery_status\":[null]}",
			"{\"delivery_status\":[{\"ncmessage_id\":\"m\",\"status\":\"queued\"}]}",
			"{\"delivery_status\":[{\"ncmessage_id\":\" \",\"status\":\"sent\"}]}",
			"{\"delivery_status\":[{\"ncmessage_id\":{\"a\":[1]},\"status\":\"sent\"}]}",
			"{\"delivery_status\":[{\"status\":\"sent\"}]}" })
	void whatIsNoReceiptIsPassedOverAndCounted(String other) throws IOException {
		assertThat(documents(ONE + "\n" + other + "\n" + TWO))
			.isEqualTo(new ReceiptContent(3, 0, 1, 0, List.of(), 0, 0));
	}

	@Test
	void anIdThatIsTooLongIsNoReceipt() throws IOException {
		assertThat(documents(ONE.replace("m-1", "m".repeat(256))).receipts()).isZero();
		assertThat(documents(ONE.replace("m-1", "m".repeat(255))).receipts()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			"ncmessage_id":17,"status":"READ"|17|-
			"status":" failed ","ncmessage_id":" m ","status_remark":" gone "|m|gone
			"more":{"status":"sent"},"status":"failed","ncmessage_id":"m","status_remark":"\\u00fc","list":[[]]|m|ü
			""")
	void keysMayComeInAnyOrderAndWithOthers(String properties, String id, String remark) throws IOException {
		documents("{\"delivery_status\":[{" + properties + "}]}");
		assertThat(this.receipts).singleElement().satisfies((receipt) -> {
			assertThat(receipt.messageId()).isEqualTo(id);
			assertThat(receipt.remark()).isEqualTo(remark);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"2019-05-16 15:36:58"|2019-05-16T15:36:58|false
			"2019-05-16T15:36:58"|2019-05-16T15:36:58|false
			" 2019-05-16 15:36:58.734 "|2019-05-16T15:36:58|false
			"2019-05-16T15:36:58Z"|2019-05-16T15:36:58|true
			"2019-05-16T21:06:58.9+05:30"|2019-05-16T15:36:58|true
			"2019-05-16 21:06:58 +0530"|2019-05-16T15:36:58|true
			"2019-05-16T15:36Z"|2019-05-16T15:36:00|true
			"2019-05-16T21:06+05:30"|2019-05-16T15:36:00|true
			"1558021018"|2019-05-16T15:36:58|true
			1558021018|2019-05-16T15:36:58|true
			1558021018.99|2019-05-16T15:36:58|true
			1.558021018E9|2019-05-16T15:36:58|true
			"1.558021018734e+12"|2019-05-16T15:36:58|true
			"1558021018734"|2019-05-16T15:36:58|true
			1558021018734|2019-05-16T15:36:58|true
			100000000000|1973-03-03T09:46:40|true
			99999999999|5138-11-16T09:46:39|true
			""")
	void timesComeInManyShapes(String json, LocalDateTime time, boolean utc) throws IOException {
		assertThat(documents(ONE.replace("\"2019-05-16 15:36:58\"", json)).unreadableTimes()).isZero();
		assertThat(this.receipts).extracting(Receipt::receivedAt).containsExactly(new Receipt.Time(time, utc));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"0000-00-00 00:00:00\"", "\"16/05/2019\"", "\"2019-02-30 00:00:00\"", "0", "-5", "true",
			"\"1558021018734000000\"", "[1558021018]", "{\"at\":1558021018}", "\"soon\"", "1e999999999" })
	void aTimeThatCannotBeReadIsNoneAndCounted(String json) throws IOException {
		assertThat(documents(ONE.replace("\"2019-05-16 15:36:58\"", json)))
			.isEqualTo(new ReceiptContent(1, 0, 0, 1, List.of(), 0, 0));
		assertThat(this.receipts).extracting(Receipt::receivedAt).containsOnlyNulls();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"\"", "\"  \"", "null" })
	void aTimeThatIsNotThereIsNone(String json) throws IOException {
		assertThat(documents(ONE.replace("\"2019-05-16 15:36:58\"", json)).unreadableTimes()).isZero();
	}

	@Test
	void theSecondVersionIsReadWithAllThatItSays() throws IOException {
		documents("""
				{"delivery_status":[{"ncmessage_id":"m-1","recipient":"919833078369","status":"Delivered",
				"status_remark":"","received_at":"1782241255","source":"shop","phoneNumber":"912240005000",
				"pricing":{"billable":true,"category":"utility"},"x-apiheader":" order-1 "}]}""");
		assertThat(this.receipts).containsExactly(new Receipt("m-1", "919833078369", "shop", "order-1",
				DeliveryStatus.DELIVERED, null, new Receipt.Time(LocalDateTime.parse("2026-06-23T19:00:55"), true)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"from":"919833078369","message_type":"TEXT","text_type":{"text":"Stop"}|true
			"text_type":{"text":" *STOP* "},"message_type":"text","from":"+919833078369"|true
			"from":919833078369,"text_type":{"text":"Start"}|false
			"from":"919833078369","message_type":"button","text_type":{"text":"Stop promotions","payload":"x"}|true
			"from":"919833078369","message_type":"BUTTON","text_type":{"payload":"STOP","text":"No, thanks"}|true
			"from":"919833078369","message_type":"Button","text_type":{"text":"Start","payload":"Stop"}|true
			"from":"919833078369","text_type":[{"text":"Stop"}]|true
			"from":"919833078369","text_type":"Stop"|true
			""")
	void aPersonSaysStopOrStart(String properties, boolean out) throws IOException {
		ReceiptContent content = documents(
				"{\"incoming_message\":[{\"to\":\"1\",\"received_at\":\"1782241255\",\"context\":{"
						+ "\"message_id\":\"\"}," + properties + "}]}");
		assertThat(content).isEqualTo(new ReceiptContent(0, 1, 0, 0, List.of(), 0, 0));
		assertThat(this.wishes).containsExactly(new OptOutWish("919833078369", out,
				new Receipt.Time(LocalDateTime.parse("2026-06-23T19:00:55"), true)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"message_type\":\"IMAGE\",\"image_type\":{\"caption\":\"Stop\"}",
			"\"message_type\":\"TEXT\",\"text_type\":{\"text\":\"Don't stop!\"}", "\"text_type\":{\"body\":\"Stop\"}",
			"\"text_type\":null", "\"to\":\"Stop\"" })
	void whatPeopleElseWriteIsNoWish(String properties) throws IOException {
		assertThat(documents("{\"incoming_message\":[{\"from\":\"919833078369\"," + properties + "}]}"))
			.isEqualTo(new ReceiptContent(0, 1, 0, 0, List.of(), 0, 0));
		assertThat(this.wishes).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			not json at all|line 2, character
			{"delivery_status":[{"ncmessage_id":"x"|ends in the middle of a JSON document
			{"delivery_status":[}|line 2, character
			""")
	void asDocumentsAFileMustBeWhole(String broken, String words) throws IOException {
		assertThatExceptionOfType(ReceiptFileException.class).isThrownBy(() -> documents(ONE + "\n" + broken))
			.withMessageContaining(words)
			.withMessageNotContaining("\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.0", "{\"delivery_status\":[{\"ncmessage_id\":\"x\",\"status\":\"read\"}",
			"}", "{\"delivery_status\":[{\"ncmessage_id\":\"x\",\"status\":\"read\"}]} x", "\u0000", "\"" })
	void asLinesThoseThatCannotBeReadAreLeftOutAndNamed(String broken) throws IOException {
		assertThat(lines(ONE + "\n\n" + broken + "\r\n" + TWO + "\n"))
			.isEqualTo(new ReceiptContent(3, 0, 0, 0, List.of(3L), 1, 0));
		assertThat(this.receipts).extracting(Receipt::messageId).doesNotContain("x");
	}

	@Test
	void onlyTheFirstBrokenLinesAreNamed() throws IOException {
		assertThat(lines("x\n".repeat(7) + ONE + "\n"))
			.isEqualTo(new ReceiptContent(1, 0, 0, 0, List.of(1L, 2L, 3L, 4L, 5L), 7, 0));
	}

	@Test
	void aLastLineThatIsCutOffIsLeftOut() throws IOException {
		String cut = TWO.substring(0, TWO.length() - 2);
		assertThat(lines(ONE + "\n" + cut)).isEqualTo(new ReceiptContent(1, 0, 0, 0, List.of(), 0, 2));
		assertThat(lines(ONE + "\n" + TWO)).isEqualTo(new ReceiptContent(3, 0, 0, 0, List.of(), 0, 0));
	}

	@Test
	void compressedDataThatIsCutOffCountsUpToItsLastWholeLine() throws IOException {
		byte[] whole = gzip((ONE + "\n").repeat(10_000));
		byte[] cut = Arrays.copyOf(whole, whole.length - 20);
		assertThatExceptionOfType(ReceiptFileException.class).isThrownBy(() -> documents(cut))
			.withMessageContaining("ends too early");
		this.receipts.clear();
		ReceiptContent content = lines(cut);
		assertThat(content.cutOff()).isPositive();
		assertThat(content.receipts()).isEqualTo(content.cutOff() - 1).isEqualTo(this.receipts.size());
	}

	@Test
	void damagedCompressedDataIsRefused() throws IOException {
		byte[] damaged = gzip((ONE + "\n").repeat(10_000));
		Arrays.fill(damaged, 30, 60, (byte) 0x55);
		assertThatExceptionOfType(ReceiptFileException.class).isThrownBy(() -> lines(damaged))
			.withMessageContaining("cannot be read");
	}

	@Test
	void aLineWithoutAnEndDoesNotFillTheMemory() throws IOException {
		byte[] huge = new byte[20_000_000];
		Arrays.fill(huge, (byte) '[');
		assertThat(lines(concat(huge, ("\n" + ONE).getBytes(StandardCharsets.UTF_8))))
			.isEqualTo(new ReceiptContent(1, 0, 0, 0, List.of(1L), 1, 0));
	}

	@Test
	void documentsOfSeveralLinesAreTakenAndABrokenOneAmongThemIsNamedByItsFirstLine() throws IOException {
		String pretty = ONE.replace(",", ",\n  ").replace("[", "[\n  ");
		String broken = pretty.replace("\"m-1\"", "m-x");
		long first = 2 + pretty.lines().count();
		assertThat(lines(pretty + "\n" + TWO + "\n" + broken + "\n" + pretty + "\n"))
			.isEqualTo(new ReceiptContent(4, 0, 0, 0, List.of(first), 1, 0));
		assertThat(this.receipts).extracting(Receipt::messageId).containsExactly("m-1", "m-2", "m-3", "m-1");
	}

	@Test
	void linesOfADocumentMayBeginAsDocumentsDo() throws IOException {
		String flat = TWO.replace("{\"nc", "\n{\"nc");
		assertThat(lines("broken\n" + flat + "\n17\n" + ONE))
			.isEqualTo(new ReceiptContent(3, 0, 1, 0, List.of(1L), 1, 0));
	}

	private ReceiptContent documents(String text) throws IOException {
		return documents(text.getBytes(StandardCharsets.UTF_8));
	}

	private ReceiptContent documents(byte[] bytes) throws IOException {
		return file(bytes).readDocuments(this.sink);
	}

	private ReceiptContent lines(String text) throws IOException {
		return lines(text.getBytes(StandardCharsets.UTF_8));
	}

	private ReceiptContent lines(byte[] bytes) throws IOException {
		return file(bytes).readLines(this.sink);
	}

	private ReceiptFile file(byte[] bytes) throws IOException {
		return new ReceiptFile(Files.write(this.folder.resolve("receipts"), bytes), OptOutWords.with(List.of()));
	}

	private static byte[] gzip(String text) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(text.getBytes(StandardCharsets.UTF_8));
		}
		return bytes.toByteArray();
	}

	private static byte[] concat(byte[] one, byte[] other) {
		byte[] both = Arrays.copyOf(one, one.length + other.length);
		System.arraycopy(other, 0, both, one.length, other.length);
		return both;
	}

}
