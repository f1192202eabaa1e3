package io.bulksend.campaign;

import java.util.List;

import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Attachment.ByUrl;
import io.bulksend.campaign.Content.Button;
import io.bulksend.campaign.Content.Medium;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessageFieldsTest {

	private static final Template WELCOME = new Template("welcome", "en", List.of("Ana"), false);

	@Test
	void aMediumLeavesWhatEarlierVersionsLeftOfIt() {
		assertThat(MessageFields.of(message(new Content.Media(new ById("id"), "hello")))).isEqualTo(0x10000000CC56F90L);
		assertThat(MessageFields
			.of(message(new Content.Media(new ByUrl("https://a.example/b", AttachmentType.IMAGE), null))))
			.isEqualTo(0x10000000C003B90L);
	}

	@Test
	void namesEachFieldThatDiffers() {
		Content template = new Content.PlainTemplate(WELCOME);
		assertThat(
				differences(template, new Content.PlainTemplate(new Template("farewell", "en", List.of("Ana"), false))))
			.containsExactly(MessageFields.TEMPLATE);
		assertThat(
				differences(template, new Content.PlainTemplate(new Template("welcome", "fr", List.of("Ana"), false))))
			.containsExactly(MessageFields.TEMPLATE);
		assertThat(
				differences(template, new Content.PlainTemplate(new Template("welcome", "en", List.of("Ana"), true))))
			.containsExactly(MessageFields.TEMPLATE);
		assertThat(
				differences(template, new Content.PlainTemplate(new Template("welcome", "en", List.of("Eva"), false))))
			.containsExactly(MessageFields.TEMPLATE_VALUES);
		Content button = new Content.MediaTemplate(null, List.of(new Button(0, "p")), WELCOME);
		assertThat(differences(button, new Content.MediaTemplate(null, List.of(new Button(1, "p")), WELCOME)))
			.containsExactly(MessageFields.TEMPLATE_VALUES);
		Content document = document("a.pdf");
		assertThat(differences(document, document("b.pdf"))).containsExactly(MessageFields.ATTACHMENT);
		assertThat(differences(new Content.Text("a", false), new Content.Text("b", false)))
			.containsExactly(MessageFields.TEXT);
		assertThat(differences(new Content.Text("a", false), new Content.Text("a", true)))
			.containsExactly(MessageFields.TEXT);
		assertThat(differences(new Content.Media(new ById("id"), "c"), new Content.Text("c", false)))
			.containsExactly(MessageFields.ATTACHMENT, MessageFields.CAPTION, MessageFields.TEXT);
	}

	private static Content document(String name) {
		return new Content.MediaTemplate(new Medium(new ById("id"), AttachmentType.DOCUMENT, name), List.of(), WELCOME);
	}

	private static List<MessageFields> differences(Content one, Content other) {
		return MessageFields.differences(MessageFields.of(message(one)), MessageFields.of(message(other)));
	}

	private static Message message(Content content) {
		return new Message("919833078369", RecipientType.INDIVIDUAL, "source", content, "ref");
	}

}
