package io.bulksend.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.RecipientType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RequestBodyTest {

	@Test
	void writesMediaByIdExactlyAsDocumented() {
		Message message = new Message("919833078369", RecipientType.INDIVIDUAL, "fa9d647a-c8d7-423e-bd27-7d2ca2875dc1",
				new Attachment.ById("1fc380aa-6953-4e95-aef9-f220a22d51a3"), "yourdocumentcaption",
				"Your_unique_identifier");
		assertThat(json(message)).isEqualTo(
				"{\"message\":[{\"recipient_whatsapp\":\"919833078369\",\"message_type\":\"media\",\"recipient_type\":\"individual\",\"source\":\"fa9d647a-c8d7-423e-bd27-7d2ca2875dc1\",\"x-apiheader\":\"Your_unique_identifier\",\"type_media\":[{\"attachments\":[{\"attachment_id\":\"1fc380aa-6953-4e95-aef9-f220a22d51a3\",\"caption\":\"yourdocumentcaption\"}]}]}]}");
	}

	@Test
	void leavesOutWhatHasNoValue() {
		Message message = new Message("team", RecipientType.GROUP, "s",
				new Attachment.ByUrl("https://media.example/a.pdf", AttachmentType.DOCUMENT), null, "");
		assertThat(json(message)).isEqualTo(
				"{\"message\":[{\"recipient_whatsapp\":\"team\",\"message_type\":\"media\",\"recipient_type\":\"group\",\"source\":\"s\",\"type_media\":[{\"attachments\":[{\"attachment_url\":\"https://media.example/a.pdf\",\"attachment_type\":\"document\"}]}]}]}");
	}

	@Test
	void writesHalfACharacterAsTheReplacementCharacter() {
		assertThat(json(captioned("a\ud83db"))).contains("a\ufffdb");
	}

	@Property(tries = 500)
	void anyCaptionIsReadBackAsItWas(@ForAll String caption) {
		JsonNode attachment = JsonMapper.shared()
			.readTree(json(captioned(caption)))
			.at("/message/0/type_media/0/attachments/0");
		if (caption.isEmpty()) {
			assertThat(attachment.has("caption")).isFalse();
		}
		else {
			assertThat(attachment.get("caption").asString()).isEqualTo(ApiText.wellFormed(caption));
		}
	}

	@Test
	void refusesAFileThatWasNotUploaded() {
		Message message = new Message("1", RecipientType.GROUP, "s",
				new Attachment.ByFile(Path.of("a.pdf"), AttachmentType.DOCUMENT, null), null, null);
		assertThatIllegalStateException().isThrownBy(() -> RequestBody.of(message));
	}

	private static Message captioned(String caption) {
		return new Message("1", RecipientType.GROUP, "s", new Attachment.ById("i"), caption, null);
	}

	private static String json(Message message) {
		return StandardCharsets.UTF_8.decode(RequestBody.of(message)).toString();
	}

}
