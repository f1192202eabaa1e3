package io.bulksend.api;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.campaign.Content;
import io.bulksend.campaign.Content.Button;
import io.bulksend.campaign.Content.Medium;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Template;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server receives of each type of message, with everything that may be left out
 * there and left out: the documented body and nothing else.
 */
class MessageTypesTest {

	private static final String ID = "1fc380aa-6953-4e95-aef9-f220a22d51a3";

	private static final String URL = "https://media.example/a.pdf";

	private final List<Message> messages = new ArrayList<>();

	private final List<String> documented = new ArrayList<>();

	@Test
	void aServerReceivesEachTypeExactlyAsDocumented() {
		IntStream.range(0, 1 << 6).forEach((bits) -> {
			boolean[] there = new boolean[6];
			IntStream.range(0, there.length).forEach((i) -> there[i] = (bits >> i & 1) == 1);
			media(there[0], there[1], there[2], there[3]);
			template(there[0], there[1], there[2], there[3]);
			mediaTemplate(there);
			text(there[0], there[1], there[2]);
		});
		List<String> bodies = send();
		assertThat(bodies).containsExactlyElementsOf(this.documented);
		JsonMapper mapper = JsonMapper.shared();
		for (int i = 0; i < bodies.size(); i++) {
			JsonNode body = mapper.readTree(bodies.get(i));
			assertThat(body).isEqualTo(mapper.readTree(this.documented.get(i)));
			assertNothingIsEmpty(body);
		}
	}

	@Test
	void everyButtonHasItsIndex() {
		for (int index = 0; index <= 2; index++) {
			add(new Content.MediaTemplate(null, List.of(new Button(index, "p")),
					new Template("t", "pt_BR", List.of(), false)), false, false);
			this.documented.add(start("media_template", "", false, false)
					+ "\"type_media_template\":{\"type\":\"text\",\"button\":[{\"index\":\"" + index
					+ "\",\"payload\":\"p\"}]},"
					+ "\"type_template\":[{\"name\":\"t\",\"language\":{\"locale\":\"pt_BR\",\"policy\":\"deterministic\"}}]}]}");
		}
		assertThat(send()).containsExactlyElementsOf(this.documented);
	}

	private void media(boolean group, boolean header, boolean url, boolean caption) {
		Attachment attachment = url ? new Attachment.ByUrl(URL, AttachmentType.VIDEO) : new Attachment.ById(ID);
		add(new Content.Media(attachment, caption ? "see" : null), group, header);
		this.documented
			.add(start("media", "", group, header) + "\"type_media\":[{\"attachments\":[{"
					+ (url ? "\"attachment_url\":\"" + URL + "\",\"attachment_type\":\"video\""
							: "\"attachment_id\":\"" + ID + "\"")
					+ (caption ? ",\"caption\":\"see\"" : "") + "}]}]}]}");
	}

	private void template(boolean group, boolean header, boolean attributes, boolean tracked) {
		add(new Content.PlainTemplate(welcome(attributes, tracked)), group, header);
		this.documented
			.add(start("template", tracking(tracked), group, header) + documentedTemplate(attributes) + "}]}");
	}

	private void mediaTemplate(boolean[] there) {
		boolean medium = there[0] || !there[1];
		boolean button = there[1];
		boolean url = there[2];
		boolean document = there[3];
		AttachmentType type = document ? AttachmentType.DOCUMENT : AttachmentType.IMAGE;
		Attachment attachment = url ? new Attachment.ByUrl(URL, type) : new Attachment.ById(ID);
		List<Button> buttons = button ? List.of(new Button(0, "https://shop.example/1"), new Button(2, "yes"))
				: List.of();
		add(new Content.MediaTemplate(medium ? new Medium(attachment, type, document ? "invoice.pdf" : null) : null,
				buttons, welcome(there[4], there[5])), there[4], there[5]);
		this.documented.add(
				start("media_template", tracking(there[5]), there[4], there[5]) + "\"type_media_template\":{"
						+ (medium ? "\"type\":\"" + (document ? "document" : "image") + "\","
								+ (url ? "\"url\":\"" + URL : "\"media_id\":\"" + ID) + "\""
								+ (document ? ",\"filename\":\"invoice.pdf\"" : "") : "\"type\":\"text\"")
						+ (button ? ",\"button\":[{\"index\":\"0\",\"payload\":\"https://shop.example/1\"},"
								+ "{\"index\":\"2\",\"payload\":\"yes\"}]" : "")
						+ "}," + documentedTemplate(there[4]) + "}]}");
	}

	private void text(boolean group, boolean header, boolean preview) {
		add(new Content.Text("Hello\n\uD83C\uDF89", preview), group, header);
		this.documented.add(start("text", "", group, header) + "\"type_text\":[{\"preview_url\":\"" + preview
				+ "\",\"content\":\"Hello\\n\uD83C\uDF89\"}]}]}");
	}

	private void add(Content content, boolean group, boolean header) {
		this.messages.add(new Message(group ? "team" : "919833078369",
				group ? RecipientType.GROUP : RecipientType.INDIVIDUAL, "s-1", content, header ? "ref" : null));
	}

	private static Template welcome(boolean attributes, boolean tracked) {
		return new Template("welcome", "en", attributes ? List.of("Ana", "4711") : List.of(), tracked);
	}

	private static String start(String type, String tracking, boolean group, boolean header) {
		return "{\"message\":[{\"recipient_whatsapp\":\"" + (group ? "team" : "919833078369") + "\",\"message_type\":\""
				+ type + "\"," + tracking + "\"recipient_type\":\"" + (group ? "group" : "individual")
				+ "\",\"source\":\"s-1\"," + (header ? "\"x-apiheader\":\"ref\"," : "");
	}

	private static String tracking(boolean tracked) {
		return tracked ? "\"cta_link_track\":\"1\"," : "";
	}

	private static String documentedTemplate(boolean attributes) {
		return "\"type_template\":[{\"name\":\"welcome\"," + (attributes ? "\"attributes\":[\"Ana\",\"4711\"]," : "")
				+ "\"language\":{\"locale\":\"en\",\"policy\":\"deterministic\"}}]";
	}

	private List<String> send() {
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0));
				MediaApi api = new MediaApi(Replies.settings(URI.create(server.url())))) {
			for (Message message : this.messages) {
				CompletableFuture<Reply> reply = new CompletableFuture<>();
				api.send(message, reply::complete);
				Replies.await(reply);
			}
			return server.requests().stream().map(Request::body).toList();
		}
	}

	private static void assertNothingIsEmpty(@Nullable JsonNode node) {
		assertThat(node).isNotNull();
		if (node.isContainer()) {
			assertThat(node.isEmpty()).isFalse();
			node.forEach(MessageTypesTest::assertNothingIsEmpty);
		}
		else {
			assertThat(node.isString()).isTrue();
			assertThat(node.asString()).isNotBlank();
		}
	}

}
