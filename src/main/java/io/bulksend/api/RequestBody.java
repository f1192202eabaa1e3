package io.bulksend.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.Content;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageType;
import io.bulksend.campaign.Template;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a message the way the API documents it: its keys in that order, and no key
 * without a value.
 */
final class RequestBody {

	private static final JsonFactory JSON = new JsonFactory();

	private static final SerializedString MESSAGE = new SerializedString("message");

	private static final SerializedString RECIPIENT = new SerializedString("recipient_whatsapp");

	private static final SerializedString MESSAGE_TYPE = new SerializedString("message_type");

	private static final Map<MessageType, SerializedString> TYPES = types();

	private static final SerializedString TRACK_LINKS = new SerializedString("cta_link_track");

	private static final SerializedString RECIPIENT_TYPE = new SerializedString("recipient_type");

	private static final SerializedString SOURCE = new SerializedString("source");

	private static final SerializedString API_HEADER = new SerializedString("x-apiheader");

	private static final SerializedString TYPE_MEDIA = new SerializedString("type_media");

	private static final SerializedString ATTACHMENTS = new SerializedString("attachments");

	private static final SerializedString ATTACHMENT_ID = new SerializedString("attachment_id");

	private static final SerializedString ATTACHMENT_URL = new SerializedString("attachment_url");

	private static final SerializedString ATTACHMENT_TYPE = new SerializedString("attachment_type");

	private static final SerializedString CAPTION = new SerializedString("caption");

	private RequestBody() {
	}

	/**
	 * Writes the body of one call.
	 * @param message the message; half surrogate pairs in its texts become U+FFFD
	 * @return its JSON in UTF-8
	 * @throws IllegalStateException if the attachment is a file: it must have been
	 * uploaded and replaced by its id before
	 */
	static ByteBuffer of(Message message) {
		Bytes bytes = new Bytes();
		try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
			json.writeStartObject();
			json.writeName(MESSAGE);
			json.writeStartArray();
			json.writeStartObject();
			write(json, RECIPIENT, message.recipient());
			json.writeName(MESSAGE_TYPE);
			json.writeString(TYPES.get(message.content().type()));
			Template template = message.content().template();
			if (template != null && template.trackLinks()) {
				write(json, TRACK_LINKS, "1");
			}
			write(json, RECIPIENT_TYPE, message.recipientType().apiName());
			write(json, SOURCE, message.source());
			write(json, API_HEADER, message.apiHeader());
			writeContent(json, message.content());
			json.writeEndObject();
			json.writeEndArray();
			json.writeEndObject();
		}
		return bytes.buffer();
	}

	private static Map<MessageType, SerializedString> types() {
		Map<MessageType, SerializedString> types = new EnumMap<>(MessageType.class);
		for (MessageType type : MessageType.values()) {
			types.put(type, new SerializedString(type.apiName()));
		}
		return types;
	}

	private static void writeContent(JsonGenerator json, Content content) {
		if (content instanceof Content.Media media) {
			writeMedia(json, media);
		}
		else if (content instanceof Content.Text text) {
			TemplateJson.writeText(json, text);
		}
		else {
			TemplateJson.write(json, content);
		}
	}

	private static void writeMedia(JsonGenerator json, Content.Media media) {
		json.writeName(TYPE_MEDIA);
		json.writeStartArray();
		json.writeStartObject();
		json.writeName(ATTACHMENTS);
		json.writeStartArray();
		json.writeStartObject();
		writeAttachment(json, media.attachment());
		write(json, CAPTION, media.caption());
		json.writeEndObject();
		json.writeEndArray();
		json.writeEndObject();
		json.writeEndArray();
	}

	private static void writeAttachment(JsonGenerator json, Attachment attachment) {
		if (attachment instanceof Attachment.ById byId) {
			write(json, ATTACHMENT_ID, byId.id());
		}
		else if (attachment instanceof Attachment.ByUrl byUrl) {
			write(json, ATTACHMENT_URL, byUrl.url());
			write(json, ATTACHMENT_TYPE, byUrl.type().apiName());
		}
		else {
			throw notUploaded();
		}
	}

	static IllegalStateException notUploaded() {
		return new IllegalStateException("A file must be uploaded before a message can carry it");
	}

	static void write(JsonGenerator json, SerializedString name, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			json.writeName(name);
			json.writeString(ApiText.wellFormed(value));
		}
	}

	/**
	 * Hands its bytes on without copying them.
	 */
	private static final class Bytes extends ByteArrayOutputStream {

		Bytes() {
			super(512);
		}

		ByteBuffer buffer() {
			return ByteBuffer.wrap(this.buf, 0, this.count);
		}

	}

}
