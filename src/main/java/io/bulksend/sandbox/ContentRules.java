package io.bulksend.sandbox;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the part of a request must look like that depends on the type of message.
 */
final class ContentRules {

	private static final int LONGEST_CAPTION = 1_024;

	private static final int LONGEST_TEXT = 4_096;

	private static final Set<String> ATTACHMENT_KEYS = Set.of("attachment_id", "attachment_url", "attachment_type",
			"caption");

	private static final Set<String> TYPES_WITHOUT_CAPTION = Set.of("audio", "sticker");

	/** As all ids in the documentation are. */
	private static final Pattern DOCUMENTED_ID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private final Predicate<String> uploaded;

	/**
	 * The rules.
	 * @param uploaded knows the ids of what was uploaded here
	 */
	ContentRules(Predicate<String> uploaded) {
		this.uploaded = uploaded;
	}

	/**
	 * The keys that say what a message of some type says.
	 * @param type the type
	 * @return the keys, those included that may be left out
	 */
	static Set<String> keys(String type) {
		return switch (type) {
			case "media" -> Set.of("type_media");
			case "template" -> Set.of("cta_link_track", "type_template");
			case "media_template" -> Set.of("cta_link_track", "type_media_template", "type_template");
			default -> Set.of("type_text");
		};
	}

	/**
	 * Checks what a message says.
	 * @param message the message
	 * @param type its type, one of the documented ones
	 * @return whether it carries a medium
	 * @throws RefusedRequest if it breaks a rule
	 */
	boolean check(Map<?, ?> message, String type) throws RefusedRequest {
		if (message.containsKey("cta_link_track")) {
			Parameters.oneOf(message, "cta_link_track", "1");
		}
		switch (type) {
			case "media" -> checkMedia(Parameters.theOnlyObject(message, "type_media"));
			case "media_template" -> {
				boolean medium = checkHeader(Parameters.object(message, "type_media_template"));
				checkTemplate(Parameters.theOnlyObject(message, "type_template"));
				return medium;
			}
			case "template" -> checkTemplate(Parameters.theOnlyObject(message, "type_template"));
			default -> checkText(Parameters.theOnlyObject(message, "type_text"));
		}
		return type.equals("media");
	}

	private void checkMedia(Map<?, ?> media) throws RefusedRequest {
		Parameters.refuseOtherKeys(media, Set.of("attachments"));
		Map<?, ?> attachment = Parameters.theOnlyObject(media, "attachments");
		Parameters.refuseOtherKeys(attachment, ATTACHMENT_KEYS);
		String id = Parameters.optional(attachment, "attachment_id");
		String url = Parameters.optional(attachment, "attachment_url");
		String type = Parameters.optional(attachment, "attachment_type");
		if (id == null && url == null) {
			throw RefusedRequest.parameter("attachment_id", "or attachment_url is required");
		}
		if (id != null && (url != null || type != null)) {
			throw RefusedRequest.parameter((url != null) ? "attachment_url" : "attachment_type",
					"is not allowed beside attachment_id");
		}
		if (url != null) {
			Parameters.checkUrl(attachment, "attachment_url");
			Parameters.oneOf(attachment, "attachment_type", "image", "video", "audio", "document", "sticker");
		}
		if (Parameters.refuseLongText(attachment, "caption", LONGEST_CAPTION) && type != null
				&& TYPES_WITHOUT_CAPTION.contains(type)) {
			throw RefusedRequest.parameter("caption", "is not allowed on " + type);
		}
		if (id != null) {
			requireKnown(id);
		}
	}

	private boolean checkHeader(Map<?, ?> header) throws RefusedRequest {
		Parameters.refuseOtherKeys(header, Set.of("type", "url", "media_id", "filename", "button"));
		String type = Parameters.oneOf(header, "type", "image", "video", "document", "text");
		boolean medium = !type.equals("text");
		String id = Parameters.optional(header, "media_id");
		String url = Parameters.optional(header, "url");
		if (!medium && (id != null || url != null)) {
			throw RefusedRequest.parameter((id != null) ? "media_id" : "url", "is not allowed where type is text");
		}
		if (medium && id == null && url == null) {
			throw RefusedRequest.parameter("url", "or media_id is required");
		}
		if (id != null && url != null) {
			throw RefusedRequest.parameter("url", "is not allowed beside media_id");
		}
		if (url != null) {
			Parameters.checkUrl(header, "url");
		}
		if (Parameters.optional(header, "filename") != null && !type.equals("document")) {
			throw RefusedRequest.parameter("filename", "is allowed on document alone");
		}
		List<?> buttons = Parameters.list(header, "button");
		if (!medium && buttons.isEmpty()) {
			throw RefusedRequest.parameter("button", "is required where type is text");
		}
		checkButtons(buttons);
		if (id != null) {
			requireKnown(id);
		}
		return medium;
	}

	private static void checkButtons(List<?> buttons) throws RefusedRequest {
		Set<String> indexes = new HashSet<>();
		for (Object element : buttons) {
			if (!(element instanceof Map<?, ?> button)) {
				throw RefusedRequest.parameter("button", "must be a list of objects");
			}
			Parameters.refuseOtherKeys(button, Set.of("index", "payload"));
			if (!indexes.add(Parameters.oneOf(button, "index", "0", "1", "2"))) {
				throw RefusedRequest.parameter("index", "is there twice");
			}
			Parameters.required(button, "payload");
		}
	}

	private static void checkTemplate(Map<?, ?> template) throws RefusedRequest {
		Parameters.refuseOtherKeys(template, Set.of("name", "attributes", "language"));
		Parameters.required(template, "name");
		for (Object attribute : Parameters.list(template, "attributes")) {
			if (!(attribute instanceof String text) || text.isBlank()) {
				throw RefusedRequest.parameter("attributes", "must be a list of texts, none of them empty");
			}
		}
		Map<?, ?> language = Parameters.object(template, "language");
		Parameters.refuseOtherKeys(language, Set.of("locale", "policy"));
		Parameters.required(language, "locale");
		Parameters.oneOf(language, "policy", "deterministic");
	}

	private static void checkText(Map<?, ?> text) throws RefusedRequest {
		Parameters.refuseOtherKeys(text, Set.of("preview_url", "content"));
		Parameters.oneOf(text, "preview_url", "true", "false");
		Parameters.required(text, "content");
		Parameters.refuseLongText(text, "content", LONGEST_TEXT);
	}

	private void requireKnown(String id) throws RefusedRequest {
		if (!DOCUMENTED_ID.matcher(id).matches() && !this.uploaded.test(id)) {
			throw RefusedRequest.medium();
		}
	}

}
