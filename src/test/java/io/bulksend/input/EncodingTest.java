package io.bulksend.input;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EncodingTest {

	private static final String TEXT = "recipient_whatsapp,caption\r\n919833078369,नमस्ते 😀 é\r\n";

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "UTF-8, ''", "UTF-8, \uFEFF", "UTF-16LE, \uFEFF", "UTF-16BE, \uFEFF" })
	void readsEachEncoding(String name, String mark) {
		Charset charset = Charset.forName(name);
		CampaignFile file = open((mark + TEXT).getBytes(charset));
		assertThat(file.header().names()).containsExactly("recipient_whatsapp", "caption");
		assertThat(Csv.rows(file)).singleElement()
			.satisfies((row) -> assertThat(row.get(Column.CAPTION)).isEqualTo("नमस्ते 😀 é"));
	}

	@ParameterizedTest
	@CsvSource({ "UTF-8, ''", "UTF-16LE, \uFEFF", "UTF-16BE, \uFEFF" })
	void keepsEveryCharacterWhereverABufferEnds(String name, String mark) {
		String caption = "x😀é".repeat(5_000);
		StringBuilder text = new StringBuilder(mark + "recipient_whatsapp,caption\n");
		for (int i = 0; i < 20; i++) {
			text.append("91983307836").append("9".repeat(i % 7)).append(',').append(caption).append('\n');
		}
		assertThat(Csv.rows(open(text.toString().getBytes(Charset.forName(name))))).hasSize(20)
			.allSatisfy((row) -> assertThat(row.get(Column.CAPTION)).isEqualTo(caption))
			.allSatisfy((row) -> assertThat(row.defect()).isNull());
	}

	@Test
	void namesTheLineThatIsNotText() {
		byte[] start = "recipient_whatsapp,caption\r\n1,\"a\r\nb\"\r\n2,caf".getBytes(StandardCharsets.UTF_8);
		CampaignFile file = open(Csv.concat(start, new byte[] { (byte) 0xE9 }, ",x\r\n".getBytes()));
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> Csv.rows(file))
			.withMessageContaining("campaign.csv, line 4: this is not text in UTF-8")
			.withMessageContaining("no byte order mark");
	}

	@Test
	void refusesHalfACharacterAtTheEndOfUtf16() {
		byte[] text = "\uFEFFrecipient_whatsapp\n1\n2".getBytes(StandardCharsets.UTF_16LE);
		CampaignFile file = open(Csv.concat(text, new byte[] { 'x' }));
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> Csv.rows(file))
			.withMessageContaining("line 3: this is not text in UTF-16LE")
			.withMessageContaining("because of its byte order mark");
	}

	@Test
	void refusesHalfACharacterAtTheEndOfUtf8() {
		CampaignFile file = open(
				Csv.concat("recipient_whatsapp\n1\n2".getBytes(), new byte[] { (byte) 0xF0, (byte) 0x9F }));
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> Csv.rows(file))
			.withMessageContaining("line 3");
	}

	@Test
	void aLoneSurrogateSpoilsItsRowAlone() {
		byte[] text = "\uFEFFrecipient_whatsapp,caption\n1,a?b\n2,?\n3,c\n".getBytes(StandardCharsets.UTF_16LE);
		// The question marks become a low surrogate, then a high one.
		int first = indexOf(text, '?', 0);
		text[first] = 0;
		text[first + 1] = (byte) 0xDC;
		int second = indexOf(text, '?', first);
		text[second] = 0x3D;
		text[second + 1] = (byte) 0xD8;
		assertThat(Csv.rows(open(text))).extracting(Row::defect)
			.containsExactly(
					"The field \"caption\" holds half a character (U+DC00), maybe of a cut emoji; type its text anew.",
					"The field \"caption\" holds half a character (U+D83D), maybe of a cut emoji; type its text anew.",
					null);
	}

	private static int indexOf(byte[] bytes, char character, int from) {
		int at = from;
		while (bytes[at] != character) {
			at++;
		}
		return at;
	}

	private CampaignFile open(byte[] bytes) {
		return CampaignFile.open(Csv.write(this.folder, bytes), InputSettings.defaults());
	}

}
