package io.bulksend.check.rules;

import java.nio.file.Path;
import java.util.List;

import io.bulksend.campaign.Attachment.ByFile;
import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Attachment.ByUrl;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.campaign.Content;
import io.bulksend.campaign.Content.Button;
import io.bulksend.campaign.Content.Medium;
import io.bulksend.campaign.Template;
import io.bulksend.input.Column;
import io.bulksend.input.RowBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What rows say, by their types of message.
 */
class ContentsTest {

	private static final String URL = "https://media.example/a.pdf";

	private static final Template WELCOME = new Template("welcome", "en", List.of(), false);

	private static final Template NAMED = new Template("welcome", "en", List.of("Ana", "4711"), false);

	private static final Contents CONTENTS = new Contents((path, type) -> new ByFile(Path.of("/files", path),
			path.endsWith(".ogg") ? AttachmentType.AUDIO : AttachmentType.DOCUMENT, null));

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "attachment_id:a | media", "attachment_url:u attachment_type:image | media", "caption:c | media",
					"text:t | text", "text:t attachment_id:a | media", "text:t template_name:n | template",
					"template_name:n | template", "template_name:n attachment_id:a | media_template",
					"template_name:n attachment_file:f | media_template",
					"template_name:n template_button_1:b | media_template", "template_button_1:b | media",
					"text:t template_button_1:b | text", "template_language:en | media" })
	void aRowWithoutATypeHasTheTypeOfWhatItHas(String cells, String type) {
		RowBuilder row = row(cells);
		String shown = outcome(row);
		String asked = outcome(row(cells + " message_type:" + type));
		assertThat(shown).isEqualTo(asked);
		for (String other : List.of("media", "template", "media_template", "text")) {
			if (!other.equals(type) && !shown.startsWith("!")) {
				assertThat(outcome(row(cells + " message_type:" + other))).isNotEqualTo(shown);
			}
		}
	}

	@Test
	void knowsEveryTypeInAnyCase() throws BrokenRuleException {
		assertThat(content("message_type:MEDIA attachment_id:a")).isEqualTo(new Content.Media(new ById("a"), null));
		assertThat(content("message_type:Template template_name:welcome template_language:en"))
			.isEqualTo(new Content.PlainTemplate(WELCOME));
		assertThat(content("message_type:TEXT text:hello")).isEqualTo(new Content.Text("hello", false));
		assertThat(content("message_type:text text:hello preview_url:Yes")).isEqualTo(new Content.Text("hello", true));
	}

	@Test
	void fillsInATemplate() throws BrokenRuleException {
		String template = "template_name:welcome template_language:en ";
		assertThat(content(template + "template_attribute_1:Ana template_attribute_2:4711 template_attribute_3:"))
			.isEqualTo(new Content.PlainTemplate(NAMED));
		assertThat(content(template + "track_links:yes").template())
			.isEqualTo(new Template("welcome", "en", List.of(), true));
		assertThat(content(template + "track_links:NO attachment_name:x preview_url:perhaps"))
			.isEqualTo(new Content.PlainTemplate(WELCOME));
		assertThat(content(
				template + "attachment_id:a attachment_type:document attachment_name:b.pdf template_button_2:p"))
			.isEqualTo(new Content.MediaTemplate(new Medium(new ById("a"), AttachmentType.DOCUMENT, "b.pdf"),
					List.of(new Button(2, "p")), WELCOME));
		assertThat(content(template + "attachment_url:" + URL + " attachment_type:Video attachment_name:b.mp4"))
			.isEqualTo(new Content.MediaTemplate(
					new Medium(new ByUrl(URL, AttachmentType.VIDEO), AttachmentType.VIDEO, null), List.of(), WELCOME));
		assertThat(content(template + "template_button_2:p template_button_0:q attachment_type:sticker"))
			.isEqualTo(new Content.MediaTemplate(null, List.of(new Button(0, "q"), new Button(2, "p")), WELCOME));
	}

	@Test
	void aDocumentFromAFileHasItsOwnNameUnlessItHasAnother() throws BrokenRuleException {
		String template = "template_name:welcome template_language:en attachment_file:bills/a.pdf ";
		ByFile file = new ByFile(Path.of("/files/bills/a.pdf"), AttachmentType.DOCUMENT, null);
		assertThat(content(template)).isEqualTo(
				new Content.MediaTemplate(new Medium(file, AttachmentType.DOCUMENT, "a.pdf"), List.of(), WELCOME));
		assertThat(content(template + "attachment_name:Invoice.pdf")).isEqualTo(new Content.MediaTemplate(
				new Medium(file, AttachmentType.DOCUMENT, "Invoice.pdf"), List.of(), WELCOME));
		assertThat(content("attachment_file:bills/a.pdf caption:c")).isEqualTo(new Content.Media(file, "c"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "message_type:photo attachment_id:a | MESSAGE_TYPE | \"photo\"",
			"message_type:media | ATTACHMENT_MISSING | all empty", "'' | ATTACHMENT_MISSING | all empty",
			"message_type:media_template template_name:n template_language:en | ATTACHMENT_MISSING | all empty",
			"message_type:media_template attachment_id:a attachment_url:b template_name:n | ATTACHMENT_AMBIGUOUS | 2 attachments",
			"template_button_0:p attachment_id:a attachment_url:b template_name:n | ATTACHMENT_AMBIGUOUS | 2 attachments",
			"message_type:template template_name:n template_language:en attachment_id:a | ATTACHMENT_NOT_ALLOWED | media_template can",
			"message_type:text text:t attachment_file:a | ATTACHMENT_NOT_ALLOWED | type text",
			"message_type:text text:t attachment_url:not-looked-at | ATTACHMENT_NOT_ALLOWED | type text",
			"template_name:n template_language:en attachment_id:a | ATTACHMENT_TYPE | no attachment_type",
			"template_name:n template_language:en attachment_id:a attachment_type:audio | ATTACHMENT_TYPE | type audio",
			"template_name:n template_language:en attachment_url:https://a.example/b attachment_type:sticker | ATTACHMENT_TYPE | image, video or document",
			"template_name:n template_language:en attachment_file:a.ogg | ATTACHMENT_TYPE | type audio",
			"attachment_file:a.ogg caption:c | CAPTION_NOT_ALLOWED | type audio",
			"template_name:n template_language:en caption:c | CAPTION_NOT_ALLOWED | type template",
			"message_type:text text:t caption:c | CAPTION_NOT_ALLOWED | type text",
			"template_name:n template_language:en attachment_id:a attachment_type:image caption:c | CAPTION_NOT_ALLOWED | media_template",
			"message_type:template template_language:en | TEMPLATE_NAME | template_name",
			"message_type:media_template template_button_0:p | TEMPLATE_NAME | template_name",
			"template_name:n | TEMPLATE_LANGUAGE | pt_BR",
			"template_name:n template_language:en template_attribute_2:b | TEMPLATE_ATTRIBUTE | template_attribute_1 is empty",
			"template_name:n template_language:en template_attribute_1:a template_attribute_12:b | TEMPLATE_ATTRIBUTE | template_attribute_2 is empty, and template_attribute_12",
			"template_name:n template_language:en track_links:perhaps | MESSAGE_TYPE | track_links \"perhaps\" is neither yes nor no",
			"message_type:text | TEXT_MISSING | no text", "text:t preview_url:1 | MESSAGE_TYPE | preview_url" })
	void namesTheRuleThatIsBroken(String cells, String code, String words) {
		assertThat(outcome(row(cells))).startsWith("!" + code + ":").contains(words).endsWith(".");
	}

	@Test
	void countsCharactersAsPeopleDo() throws BrokenRuleException {
		String emoji = "\uD83D\uDE00";
		assertThat(content("text:" + emoji.repeat(4096))).isEqualTo(new Content.Text(emoji.repeat(4096), false));
		assertThat(outcome(row("text:" + emoji.repeat(4097)))).startsWith("!TEXT_LENGTH").contains("4097", "4,096");
	}

	@Test
	void valuesThatTheTypeHasNoUseForAreNotLookedAt() throws BrokenRuleException {
		assertThat(content("attachment_id:a template_attribute_3:x template_language:en track_links:perhaps text:t"))
			.isEqualTo(new Content.Media(new ById("a"), null));
		assertThat(content("text:t template_attribute_3:x attachment_type:picture attachment_name:n"))
			.isEqualTo(new Content.Text("t", false));
	}

	private static Content content(String cells) throws BrokenRuleException {
		return CONTENTS.content(row(cells).build());
	}

	private static String outcome(RowBuilder row) {
		BrokenRuleException broken = catchThrowableOfType(BrokenRuleException.class,
				() -> CONTENTS.content(row.build()));
		try {
			return (broken != null) ? "!" + broken.outcome().errorCode() + ": " + broken.sentence()
					: CONTENTS.content(row.build()).toString();
		}
		catch (BrokenRuleException ex) {
			throw new AssertionError(ex);
		}
	}

	/** A row from its cells, written as column:value. */
	private static RowBuilder row(String cells) {
		RowBuilder row = new RowBuilder();
		for (String cell : cells.split(" ")) {
			int colon = cell.indexOf(':');
			if (colon > 0) {
				Column column = Column.named(cell.substring(0, colon));
				assertThat(column).as(cell).isNotNull();
				row.with(column, cell.substring(colon + 1));
			}
		}
		return row;
	}

}
