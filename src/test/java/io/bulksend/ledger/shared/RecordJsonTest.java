package io.bulksend.ledger.shared;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.campaign.Content;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Template;
import io.bulksend.send.SendSettings;
import io.bulksend.send.SendWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Whatever is handed out arrives as it was.
 */
class RecordJsonTest {

	private static final Template TEMPLATE = new Template("welcome", "en",
			List.of("Ana \"A\"", "4711\n\u20ac \ud83d\ude00"), true);

	static Stream<Content> everyContent() {
		return Stream.of(new Content.Media(new Attachment.ById("a-1"), null),
				new Content.Media(new Attachment.ByUrl("https://example.org/ä?b=c", AttachmentType.IMAGE), "Grüße"),
				new Content.Media(new Attachment.ByFile(Path.of("/a/b.pdf"), null, "abc"), "x"),
				new Content.PlainTemplate(TEMPLATE),
				new Content.MediaTemplate(
						new Content.Medium(new Attachment.ById("a"), AttachmentType.DOCUMENT, "b.pdf"),
						List.of(new Content.Button(0, "p"), new Content.Button(2, "q")), TEMPLATE),
				new Content.MediaTemplate(null, List.of(new Content.Button(1, "p")), TEMPLATE),
				new Content.Text("Hello\u0000", true));
	}

	@ParameterizedTest
	@MethodSource("everyContent")
	void aRowArrivesAsItWas(Content content) {
		HandedRow row = new HandedRow(Long.MAX_VALUE,
				new Message("919833078369", RecipientType.INDIVIDUAL, "source", content, "=header"),
				new MessageKey(Long.MIN_VALUE, -1), null, true);
		HandedChunk chunk = new HandedChunk(7, List.of(row, row));
		assertThat(HandedChunk.of(chunk.bytes())).isEqualTo(chunk);
	}

	@Test
	void noContentIsForgotten() {
		assertThat(everyContent().map(Object::getClass).distinct().toList())
			.containsExactlyInAnyOrderElementsOf(Arrays.asList(Content.class.getPermittedSubclasses()));
	}

	@Test
	void settingsArriveAsTheyWere() {
		SendSettings settings = new SendSettings(0.5, 64, 50, Duration.ofMinutes(5), 0,
				new SendWindow(LocalTime.of(9, 0), LocalTime.MIDNIGHT, ZoneId.of("Europe/Berlin")), null, null, 0, 90);
		assertThat(RecordJson.read(RecordJson.write(settings), SendSettings.class)).isEqualTo(settings);
	}

	@Test
	void whatThisProgramDoesNotKnowIsRefusedInsteadOfLost() {
		byte[] json = "{\"number\":1,\"doubtful\":true,\"more\":{\"a\":1}}".getBytes(StandardCharsets.UTF_8);
		assertThatIllegalStateException().isThrownBy(() -> ChunkReply.of(json)).withMessageContaining("more");
	}

	@Test
	void theMarkOfWhatIsHandedOutChangesWithAnyPartOfIt() {
		String mark = RecordShape.mark(ChunkReply.class);
		assertThat(RecordShape.mark(ChunkReply.class)).isEqualTo(mark);
		assertThat(List.of(RecordShape.mark(Reply.class), RecordShape.mark(Deep.class), RecordShape.mark(Other.class)))
			.doesNotContain(mark)
			.doesNotHaveDuplicates();
	}

	private record Reply(int number, int rows) {
	}

	private record Deep(List<Inner> inner) {

		private record Inner(int number) {
		}

	}

	private record Other(List<Inner> inner) {

		private record Inner(long number) {
		}

	}

	@Test
	void whatIsNotThereTakesNoPlace() {
		byte[] json = RecordJson.write(new Message("1", RecipientType.GROUP, "s", new Content.Text("t", false), null));
		assertThat(new String(json, StandardCharsets.UTF_8))
			.isEqualTo("{\"recipient\":\"1\",\"recipientType\":\"GROUP\","
					+ "\"source\":\"s\",\"content\":{\"@\":\"Text\",\"text\":\"t\",\"preview\":false}}");
	}

}
