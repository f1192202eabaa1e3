package io.bulksend.sandbox;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MessageRulesTest {

	@Test
	void takesTheDocumentedRequest() throws RefusedRequest {
		assertThat(check(Requests.BY_ID)).isEqualTo(new Recipient("919833078369", false));
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
			.isEqualTo(new Recipient("the-group", true));
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
		refuses(Requests.BY_ID.replace("\"media\"", "\"text\""), "8006", " message_type must be media.");
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
		refuses(Requests.BY_ID.replace("\"attachment_id\":\"1fc380aa\",", ""), "8006",
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
		assertThatExceptionOfType(RefusedRequest.class).isThrownBy(() -> MessageRules.check(body));
	}

	private static Recipient check(String body) throws RefusedRequest {
		return MessageRules.check(body.getBytes(StandardCharsets.UTF_8));
	}

	private static void refuses(String body, String code, String words) {
		assertThatExceptionOfType(RefusedRequest.class).isThrownBy(() -> check(body))
			.satisfies((ex) -> assertThat(ex.code() + ":" + ex.words()).isEqualTo(code + ":" + words));
	}

}
