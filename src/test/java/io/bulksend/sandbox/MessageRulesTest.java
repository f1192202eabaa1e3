package io.bulksend.sandbox;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MessageRulesTest {

	private static final MessageRules RULES = new MessageRules("uploaded"::equals);

	@Test
	void takesTheDocumentedRequest() throws RefusedRequest {
		assertThat(check(Requests.BY_ID))
			.isEqualTo(new CheckedMessage(new Recipient("919833078369", false), false, true));
	}

	@Test
	void takesEveryKindOfMediaByUrl() throws RefusedRequest {
		for (String type : new String[] { "image", "video", "document" }) {
			check(Requests.BY_URL.replace("image", type));
		}
		for (String type : new String[] { "audio", "sticker" }) {
			check(Requests.BY_URL.replace("image", type).replace(",\"caption\":\"hello\"", ""));
		}
	}

	@Test
	void takesARequestWithoutAnythingOptional() throws RefusedRequest {
		check(Requests.BY_ID.replace(",\"caption\":\"hello\"", "")
			.replace(",\"x-apiheader\":\"ref\"", "")
			.replace(",\"recipient_type\":\"individual\"", ""));
	}

	@Test
	void takesAnyNameOfAGroup() throws RefusedRequest {
		assertThat(check(Requests.to("the-group").replace("individual", "group")))
			.isEqualTo(new CheckedMessage(new Recipient("the-group", true), false, true));
	}

	@Test
	void takesTheLongestCaptionAndCountsAnEmojiAsOne() throws RefusedRequest {
		check(Requests.BY_ID.replace("hello", "😀".repeat(1_024)));
		refuses(Requests.BY_ID.replace("hello", "a".repeat(1_025)), "8006",
				" caption must not be longer than 1024 characters.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "recipient_whatsapp", "message_type", "source", "type_media" })
	void namesTheParameterThatIsMissing(String key) {
		refuses(Requests.BY_ID.replaceFirst("\"" + key + "\":(\"[^\"]*\",|\\[\\{.*}]}](?=}]))", "").replace(",}", "}"),
				"8006", " " + key + " is required.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "recipient_whatsapp", "message_type", "recipient_type", "source", "x-apiheader",
			"attachment_id", "caption" })
	void refusesAKeyWithoutAValue(String key) {
		refuses(Requests.BY_ID.replaceFirst("\"" + key + "\":\"[^\"]*\"", "\"" + key + "\":null"), "8006",
				" " + key + " must be a string.");
		refuses(Requests.BY_ID.replaceFirst("\"" + key + "\":\"[^\"]*\"", "\"" + key + "\":\"\""), "8006",
				" " + key + " must not be empty.");
		refuses(Requests.BY_ID.replaceFirst("\"" + key + "\":\"[^\"]*\"", "\"" + key + "\":7"), "8006",
				" " + key + " must be a string.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "123456789", "1234567890123456", "+919833078369", "91983307836a", "91 9833078369",
			"٩١٩٨٣٣٠٧٨٣٦٩" })
	void refusesARecipientThatIsNotTenToFifteenDigits(String recipient) {
		refuses(Requests.to(recipient), "8006", " recipient_whatsapp must have 10 to 15 digits and nothing else.");
	}

	@Test
	void refusesOtherTypesThanTheDocumentedOnes() {
		refuses(Requests.BY_ID.replace("individual", "list"), "8006", " recipient_type must be individual or group.");
		refuses(Requests.BY_ID.replace("\"media\"", "\"photo\""), "8006",
				" message_type must be media, template, media_template or text.");
		refuses(Requests.BY_URL.replace("\"image\"", "\"picture\""), "8006",
				" attachment_type must be image, video, audio, document or sticker.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "message", "source", "attachments", "caption" })
	void refusesAKeyThatIsNotDocumented(String besides) {
		refuses(Requests.BY_ID.replace("\"" + besides + "\":", "\"more\":\"1\",\"" + besides + "\":"), "8006",
				" more is not a known parameter.");
	}

	@Test
	void refusesAKeyThatIsThereTwice() {
		refuses(Requests.BY_ID.replace("\"source\":", "\"source\":\"other\",\"source\":"), "8006",
				" source is there twice.");
	}

	@Test
	void takesExactlyOneMessageWithOneAttachment() {
		refuses("{\"message\":[]}", "8006", " message must be a list of exactly one object.");
		refuses("{\"message\":[{},{}]}", "8006", " message must be a list of exactly one object.");
		refuses("{\"message\":{}}", "8006", " message must be a list of exactly one object.");
		refuses(Requests.BY_ID.replace("[{\"attachment_id\"", "[{},{\"attachment_id\""), "8006",
				" attachments must be a list of exactly one object.");
		refuses(Requests.BY_ID.replace("\"type_media\":[", "\"type_media\":[{},"), "8006",
				" type_media must be a list of exactly one object.");
		refuses("{}", "8006", " message is required.");
	}

	@Test
	void takesEitherAnIdOrAUrlWithItsType() {
		refuses(Requests.BY_ID.replace("\"attachment_id\":\"1fc380aa-6953-4e95-aef9-f220a22d51a3\",", ""), "8006",
				" attachment_id or attachment_url is required.");
		refuses(Requests.BY_URL.replace("\"attachment_url\"", "\"attachment_id\":\"1\",\"attachment_url\""), "8006",
				" attachment_url is not allowed beside attachment_id.");
		refuses(Requests.BY_ID.replace("\"attachment_id\"", "\"attachment_type\":\"image\",\"attachment_id\""), "8006",
				" attachment_type is not allowed beside attachment_id.");
		refuses(Requests.BY_URL.replace(",\"attachment_type\":\"image\"", ""), "8006", " attachment_type is required.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://example.org/a.png", "example.org/a.png", "https:a.png", "https://exa mple.org/" })
	void refusesWhatIsNoWebAddress(String url) {
		refuses(Requests.BY_URL.replace("https://example.org/a.png", url), "8006",
				" attachment_url must be an http or https URL.");
	}

	@Test
	void refusesACaptionOnAudioAndStickers() {
		refuses(Requests.BY_URL.replace("image", "audio"), "8006", " caption is not allowed on audio.");
		refuses(Requests.BY_URL.replace("image", "sticker"), "8006", " caption is not allowed on sticker.");
	}

	@Test
	void refusesALongApiHeader() {
		refuses(Requests.BY_ID.replace("\"ref\"", "\"" + "a".repeat(1_025) + "\""), "8006",
				" x-apiheader must not be longer than 1024 characters.");
	}

	@Test
	void refusesABodyThatIsNoJsonObject() {
		refuses("", "8001", "The body is empty.");
		refuses("{\"message\":", "8001", "The body is not valid JSON.");
		refuses("hello", "8001", "The body is not valid JSON.");
		refuses("[".repeat(100_000), "8001", "The body is not valid JSON.");
		refuses("[]", "8001", "The body is not a JSON object.");
		refuses("{} {}", "8001", "The body goes on after its JSON document.");
	}

	@Test
	void refusesBytesThatAreNotUtf8() {
		byte[] body = Requests.BY_ID.replace("hello", "héllo").getBytes(StandardCharsets.ISO_8859_1);
		assertThatExceptionOfType(RefusedRequest.class).isThrownBy(() -> RULES.check(body));
	}

	@Test
	void takesAnIdThatWasUploadedOrLooksAsDocumented() throws RefusedRequest {
		String id = "1fc380aa-6953-4e95-aef9-f220a22d51a3";
		check(Requests.BY_ID.replace(id, "uploaded"));
		refuses(Requests.BY_ID.replace(id, "1fc380aa"), "8008", "Invalid media id or bad media.");
		String template = Requests.MEDIA_TEMPLATE.replace("\"url\":\"https://example.org/a.pdf\"",
				"\"media_id\":\"" + id + "\"");
		check(template);
		check(template.replace(id, "uploaded"));
		refuses(template.replace(id, "other"), "8008", "Invalid media id or bad media.");
	}

	@Test
	void takesTheOtherDocumentedTypes() throws RefusedRequest {
		Recipient recipient = new Recipient("919833078369", false);
		assertThat(check(Requests.TEMPLATE)).isEqualTo(new CheckedMessage(recipient, true, false));
		assertThat(check(Requests.MEDIA_TEMPLATE)).isEqualTo(new CheckedMessage(recipient, true, true));
		assertThat(check(Requests.TEXT)).isEqualTo(new CheckedMessage(recipient, false, false));
		check(Requests.TEMPLATE.replace("\"attributes\":[\"Ana\",\"4711\"],", ""));
		check(Requests.TEMPLATE.replace("\"template\",", "\"template\",\"cta_link_track\":\"1\","));
		check(Requests.TEXT.replace("false", "true"));
	}

	@Test
	void takesATemplateWithAButtonAndNoMedium() throws RefusedRequest {
		String button = Requests.MEDIA_TEMPLATE.replace("\"url\":\"https://example.org/a.pdf\",\"filename\":\"a.pdf\",",
				"");
		refuses(button, "8006", " url or media_id is required.");
		assertThat(check(button.replace("document", "text")).hasMedium()).isFalse();
		refuses(button.replace("document", "text").replaceAll(",\"button\":\\[[^]]*]", ""), "8006",
				" button is required where type is text.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "\"welcome\" | \"\" | name must not be empty.",
			"\"name\":\"welcome\", | '' | name is required.",
			"[\"Ana\",\"4711\"] | [] | attributes must be a list, and not an empty one.",
			"\"4711\" | \"\" | attributes must be a list of texts, none of them empty.",
			"\"4711\" | 4711 | attributes must be a list of texts, none of them empty.",
			"\"locale\":\"en\", | '' | locale is required.", "deterministic | fallback | policy must be deterministic.",
			"\"url\" | \"link\" | link is not a known parameter.",
			"document | audio | type must be image, video, document or text.",
			"\"document\" | \"image\" | filename is allowed on document alone.",
			"\"filename\":\"a.pdf\" | \"filename\":null | filename must be a string.",
			"\"index\":\"2\" | \"index\":\"3\" | index must be 0, 1 or 2.",
			"\"index\":\"2\" | \"index\":\"0\" | index is there twice.",
			"\"index\":\"2\" | \"index\":2 | index must be a string.",
			"\"payload\":\"yes\" | \"payload\":\"\" | payload must not be empty.",
			"\"type_template\" | \"type_text\" | type_text is not allowed where message_type is media_template.",
			"\"media_template\" | \"template\" | type_media_template is not allowed where message_type is template.",
			"\"media_template\", | \"media_template\",\"cta_link_track\":\"0\", | cta_link_track must be 1." })
	void refusesATemplateThatIsNotAsDocumented(String documented, String other, String words) {
		refuses(Requests.MEDIA_TEMPLATE.replace(documented, other), "8006", " " + words);
	}

	@Test
	void refusesATextThatIsNotAsDocumented() throws RefusedRequest {
		refuses(Requests.TEXT.replace("\"false\"", "false"), "8006", " preview_url must be a string.");
		refuses(Requests.TEXT.replace("\"false\"", "\"no\""), "8006", " preview_url must be true or false.");
		refuses(Requests.TEXT.replace(",\"content\":\"hello\"", ""), "8006", " content is required.");
		check(Requests.TEXT.replace("hello", "\uD83D\uDE00".repeat(4096)));
		refuses(Requests.TEXT.replace("hello", "a".repeat(4097)), "8006",
				" content must not be longer than 4096 characters.");
	}

	private static CheckedMessage check(String body) throws RefusedRequest {
		return RULES.check(body.getBytes(StandardCharsets.UTF_8));
	}

	private static void refuses(String body, String code, String words) {
		assertThatExceptionOfType(RefusedRequest.class).isThrownBy(() -> check(body))
			.satisfies((ex) -> assertThat(ex.code() + ":" + ex.words()).isEqualTo(code + ":" + words));
	}

}
