package io.bulksend.sandbox;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a request to send a message must look like, to the letter of the API's
 * documentation and beyond.
 */
final class MessageRules {

	private static final int LONGEST_API_HEADER = 1_024;

	private static final String[] TYPES = { "media", "template", "media_template", "text" };

	private static final Set<String> COMMON_KEYS = Set.of("recipient_whatsapp", "message_type", "recipient_type",
			"source", "x-apiheader");

	private static final Set<String> KEYS = keys();

	private final ContentRules contents;

	/**
	 * The rules.
	 * @param uploaded knows the ids of what was uploaded here
	 */
	MessageRules(Predicate<String> uploaded) {
		this.contents = new ContentRules(uploaded);
	}

	private static Set<String> keys() {
		Set<String> keys = new HashSet<>(COMMON_KEYS);
		for (String type : TYPES) {
			keys.addAll(ContentRules.keys(type));
		}
		return keys;
	}

	/**
	 * Checks a request.
	 * @param body the request's body, JSON in UTF-8
	 * @return what decides how it ends
	 * @throws RefusedRequest if it breaks a rule; names the first one found
	 */
	CheckedMessage check(byte[] body) throws RefusedRequest {
		if (!(JsonTree.read(body) instanceof Map<?, ?> root)) {
			throw RefusedRequest.unreadable("The body is not a JSON object.");
		}
		Parameters.refuseOtherKeys(root, Set.of("message"));
		Map<?, ?> message = Parameters.theOnlyObject(root, "message");
		Parameters.refuseOtherKeys(message, KEYS);
		Recipient recipient = recipient(message);
		String type = Parameters.oneOf(message, "message_type", TYPES);
		Parameters.required(message, "source");
		Parameters.refuseLongText(message, "x-apiheader", LONGEST_API_HEADER);
		refuseOthersContent(message, type);
		boolean medium = this.contents.check(message, type);
		return new CheckedMessage(recipient, type.endsWith("template"), medium);
	}

	private static Recipient recipient(Map<?, ?> message) throws RefusedRequest {
		String name = Parameters.required(message, "recipient_whatsapp");
		String type = Parameters.optional(message, "recipient_type");
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

	private static void refuseOthersContent(Map<?, ?> message, String type) throws RefusedRequest {
		for (Object key : message.keySet()) {
			if (!COMMON_KEYS.contains(key) && !ContentRules.keys(type).contains(key)) {
				throw RefusedRequest.parameter(String.valueOf(key), "is not allowed where message_type is " + type);
			}
		}
	}

}
