package io.bulksend.api;

import java.util.List;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.Content;
import io.bulksend.campaign.Content.Button;
import io.bulksend.campaign.Content.Medium;
import io.bulksend.campaign.Template;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/**
 * Writes what stands in a message in place of a medium: a template, with or without more
 * around it, or a text.
 */
final class TemplateJson {

	private static final SerializedString TYPE_MEDIA_TEMPLATE = new SerializedString("type_media_template");

	private static final SerializedString TYPE = new SerializedString("type");

	private static final SerializedString URL = new SerializedString("url");

	private static final SerializedString MEDIA_ID = new SerializedString("media_id");

	private static final SerializedString FILE_NAME = new SerializedString("filename");

	private static final SerializedString BUTTON = new SerializedString("button");

	private static final SerializedString INDEX = new SerializedString("index");

	private static final SerializedString PAYLOAD = new SerializedString("payload");

	private static final SerializedString TYPE_TEMPLATE = new SerializedString("type_template");

	private static final SerializedString NAME = new SerializedString("name");

	private static final SerializedString ATTRIBUTES = new SerializedString("attributes");

	private static final SerializedString LANGUAGE = new SerializedString("language");

	private static final SerializedString LOCALE = new SerializedString("locale");

	private static final SerializedString POLICY = new SerializedString("policy");

	private static final SerializedString TYPE_TEXT = new SerializedString("type_text");

	private static final SerializedString PREVIEW_URL = new SerializedString("preview_url");

	private static final SerializedString CONTENT = new SerializedString("content");

	private TemplateJson() {
	}

	static void write(JsonGenerator json, Content content) {
		if (content instanceof Content.MediaTemplate withMore) {
			json.writeName(TYPE_MEDIA_TEMPLATE);
			json.writeStartObject();
			writeMedium(json, withMore.medium());
			writeButtons(json, withMore.buttons());
			json.writeEndObject();
		}
		Template template = content.template();
		if (template != null) {
			writeTemplate(json, template);
		}
	}

	private static void writeMedium(JsonGenerator json, @Nullable Medium medium) {
		if (medium == null) {
			RequestBody.write(json, TYPE, "text");
			return;
		}
		RequestBody.write(json, TYPE, medium.type().apiName());
		if (medium.attachment() instanceof Attachment.ById byId) {
			RequestBody.write(json, MEDIA_ID, byId.id());
		}
		else if (medium.attachment() instanceof Attachment.ByUrl byUrl) {
			RequestBody.write(json, URL, byUrl.url());
		}
		else {
			throw RequestBody.notUploaded();
		}
		RequestBody.write(json, FILE_NAME, medium.name());
	}

	private static void writeButtons(JsonGenerator json, List<Button> buttons) {
		if (buttons.isEmpty()) {
			return;
		}
		json.writeName(BUTTON);
		json.writeStartArray();
		for (Button button : buttons) {
			json.writeStartObject();
			RequestBody.write(json, INDEX, Integer.toString(button.index()));
			RequestBody.write(json, PAYLOAD, button.payload());
			json.writeEndObject();
		}
		json.writeEndArray();
	}

	private static void writeTemplate(JsonGenerator json, Template template) {
		json.writeName(TYPE_TEMPLATE);
		json.writeStartArray();
		json.writeStartObject();
		RequestBody.write(json, NAME, template.name());
		if (!template.attributes().isEmpty()) {
			json.writeName(ATTRIBUTES);
			json.writeStartArray();
			template.attributes().forEach((attribute) -> json.writeString(ApiText.wellFormed(attribute)));
			json.writeEndArray();
		}
		json.writeName(LANGUAGE);
		json.writeStartObject();
		RequestBody.write(json, LOCALE, template.language());
		RequestBody.write(json, POLICY, "deterministic");
		json.writeEndObject();
		json.writeEndObject();
		json.writeEndArray();
	}

	static void writeText(JsonGenerator json, Content.Text text) {
		json.writeName(TYPE_TEXT);
		json.writeStartArray();
		json.writeStartObject();
		RequestBody.write(json, PREVIEW_URL, text.preview() ? "true" : "false");
		RequestBody.write(json, CONTENT, text.text());
		json.writeEndObject();
		json.writeEndArray();
	}

}
