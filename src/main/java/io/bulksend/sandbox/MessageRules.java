package io.bulksend.sandbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a request to send a message must look like, to the letter of the API's
 * documentation and beyond: here a key without a value or one that is not documented is
 * refused, so that no caller gets used to it.
 */
final class MessageRules {

	private static final int LONGEST_TEXT = 1_024;

	private static final Set<String> MESSAGE_KEYS = Set.of("recipient_whatsapp", "message_type", "recipient_type",
			"source", "x-apiheader", "type_media");

	private static final Set<String> ATTACHMENT_KEYS = Set.of("attachment_id", "attachment_url", "attachment_type",
			"caption");

	private static final Set<String> ATTACHMENT_TYPES = Set.of("image", "video", "audio", "document", "sticker");

	private static final Set<String> TYPES_WITHOUT_CAPTION = Set.of("audio", "sticker");

	private MessageRules() {
	}

	/**
	 * Checks a request.
	 * @param body the request's body, JSON in UTF-8
	 * @return whom the message is for
	 * @throws RefusedRequest if it breaks a rule; names the first one found
	 */
	static Recipient check(byte[] body) throws RefusedRequest {
		if (!(JsonTree.read(body) instanceof Map<?, ?> root)) {
			throw RefusedRequest.unreadable("The body is not a JSON object.");
		}
		refuseOtherKeys(root, Set.of("message"));
		Map<?, ?> message = theOnlyObject(root, "message");
		refuseOtherKeys(message, MESSAGE_KEYS);
		Recipient recipient = recipient(message);
		if (!"media".equals(required(message, "message_type"))) {
			throw RefusedRequest.parameter("message_type", "must be media");
		}
		required(message, "source");
		refuseLongText(message, "x-apiheader");
		Map<?, ?> media = theOnlyObject(message, "type_media");
		refuseOtherKeys(media, Set.of("attachments"));
		Map<?, ?> attachment = theOnlyObject(media, "attachments");
		refuseOtherKeys(attachment, ATTACHMENT_KEYS);
		checkAttachment(attachment);
		return recipient;
	}

	private static Recipient recipient(Map<?, ?> message) throws RefusedRequest {
		String name = required(message, "recipient_whatsapp");
		String type = optional(message, "recipient_type");
		if (type == null || type.equals("individual")) {
			if (name.length() < 10 || name.length() > 15 || !name.chars().allMatch((c) -> c >= '0' && c <= '9')) {
				throw RefusedRequest.parameter("recipient_whatsapp", "must have 10 to 15 digits and nothing else");
			}
			return new Recipient(name, false);
		}
		if (!type.equals("group")) {
			throw RefusedRequest.parameter("recipient_type", "must be individual or group");
		}
		return new Recipient(name, true);
	}

	private static void checkAttachment(Map<?, ?> attachment) throws RefusedRequest {
		String id = optional(attachment, "attachment_id");
		String url = optional(attachment, "attachment_url");
		String type = optional(attachment, "attachment_type");
		if (id == null && url == null) {
			throw RefusedRequest.parameter("attachment_id", "or attachment_url is required");
		}
		if (id != null && (url != null || type != null)) {
			throw RefusedRequest.parameter((url != null) ? "attachment_url" : "attachment_type",
					"is not allowed beside attachment_id");
		}
		if (url != null) {
			checkUrl(url);
			if (!ATTACHMENT_TYPES.contains(required(attachment, "attachment_type"))) {
				throw RefusedRequest.parameter("attachment_type", "must be image, video, audio, document or sticker");
			}
		}
		if (refuseLongText(attachment, "caption") && type != null && TYPES_WITHOUT_CAPTION.contains(type)) {
			throw RefusedRequest.parameter("caption", "is not allowed on " + type);
		}
	}

	private static void checkUrl(String url) throws RefusedRequest {
		try {
			URI uri = new URI(url);
			boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
			if (http && uri.getRawAuthority() != null) {
				return;
			}
		}
		catch (URISyntaxException ex) {
			// Falls through to the same words: it is no URL either way.
		}
		throw RefusedRequest.parameter("attachment_url", "must be an http or https URL");
	}

	private static void refuseOtherKeys(Map<?, ?> object, Set<String> known) throws RefusedRequest {
		for (Object key : object.keySet()) {
			if (!known.contains(key)) {
				throw RefusedRequest.parameter(String.valueOf(key), "is not a known parameter");
			}
		}
	}

	private static Map<?, ?> theOnlyObject(Map<?, ?> object, String key) throws RefusedRequest {
		if (!object.containsKey(key)) {
			throw RefusedRequest.parameter(key, "is required");
		}
		if (object.get(key) instanceof List<?> list && list.size() == 1 && list.get(0) instanceof Map<?, ?> only) {
			return only;
		}
		throw RefusedRequest.parameter(key, "must be a list of exactly one object");
	}

	private static String required(Map<?, ?> object, String key) throws RefusedRequest {
		String value = optional(object, key);
		if (value == null) {
			throw RefusedRequest.parameter(key, "is required");
		}
		return value;
	}

	// A key that is there must say something: null and blank are refused, not overlooked.
	private static @Nullable String optional(Map<?, ?> object, String key) throws RefusedRequest {
		Object value = object.get(key);
		if (value == null && !object.containsKey(key)) {
			return null;
		}
		if (!(value instanceof String text)) {
			throw RefusedRequest.parameter(key, "must be a string");
		}
		if (text.isBlank()) {
			throw RefusedRequest.parameter(key, "must not be empty");
		}
		return text;
	}

	private static boolean refuseLongText(Map<?, ?> object, String key) throws RefusedRequest {
		String text = optional(object, key);
		if (text != null && text.codePointCount(0, text.length()) > LONGEST_TEXT) {
			throw RefusedRequest.parameter(key, "must not be longer than 1024 characters");
		}
		return text != null;
	}

}
