package io.bulksend.sandbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What may stand in an object of a request: here a key without a value or one that is not
 * documented is refused, so that no caller gets used to it.
 */
final class Parameters {

	private Parameters() {
	}

	static void refuseOtherKeys(Map<?, ?> object, Set<String> known) throws RefusedRequest {
		for (Object key : object.keySet()) {
			if (!known.contains(key)) {
				throw RefusedRequest.parameter(String.valueOf(key), "is not a known parameter");
			}
		}
	}

	static Map<?, ?> theOnlyObject(Map<?, ?> object, String key) throws RefusedRequest {
		if (!object.containsKey(key)) {
			throw RefusedRequest.parameter(key, "is required");
		}
		if (object.get(key) instanceof List<?> list && list.size() == 1 && list.get(0) instanceof Map<?, ?> only) {
			return only;
		}
		throw RefusedRequest.parameter(key, "must be a list of exactly one object");
	}

	static String required(Map<?, ?> object, String key) throws RefusedRequest {
		String value = optional(object, key);
		if (value == null) {
			throw RefusedRequest.parameter(key, "is required");
		}
		return value;
	}

	// A key that is there must say something: null and blank are refused, not overlooked.
	static @Nullable String optional(Map<?, ?> object, String key) throws RefusedRequest {
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

	static String oneOf(Map<?, ?> object, String key, String... values) throws RefusedRequest {
		String value = required(object, key);
		if (!List.of(values).contains(value)) {
			int last = values.length - 1;
			String all = (last == 0) ? values[0]
					: String.join(", ", List.of(values).subList(0, last)) + " or " + values[last];
			throw RefusedRequest.parameter(key, "must be " + all);
		}
		return value;
	}

	static Map<?, ?> object(Map<?, ?> object, String key) throws RefusedRequest {
		if (!object.containsKey(key)) {
			throw RefusedRequest.parameter(key, "is required");
		}
		if (object.get(key) instanceof Map<?, ?> only) {
			return only;
		}
		throw RefusedRequest.parameter(key, "must be an object");
	}

	/** A list that is there has something in it. */
	static List<?> list(Map<?, ?> object, String key) throws RefusedRequest {
		if (!object.containsKey(key)) {
			return List.of();
		}
		if (object.get(key) instanceof List<?> list && !list.isEmpty()) {
			return list;
		}
		throw RefusedRequest.parameter(key, "must be a list, and not an empty one");
	}

	static boolean refuseLongText(Map<?, ?> object, String key, int longest) throws RefusedRequest {
		String text = optional(object, key);
		if (text != null && text.codePointCount(0, text.length()) > longest) {
			throw RefusedRequest.parameter(key, "must not be longer than " + longest + " characters");
		}
		return text != null;
	}

	static void checkUrl(Map<?, ?> object, String key) throws RefusedRequest {
		try {
			URI uri = new URI(required(object, key));
			boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
			if (http && uri.getRawAuthority() != null) {
				return;
			}
		}
		catch (URISyntaxException ex) {
			// Falls through to the same words: it is no URL either way.
		}
		throw RefusedRequest.parameter(key, "must be an http or https URL");
	}

}
