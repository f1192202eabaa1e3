package io.bulksend.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a JSON document into maps, lists and strings. Numbers and booleans, which the API
 * has no use for, become a {@link Scalar}.
 */
final class JsonTree {

	private static final JsonFactory JSON = new JsonFactory();

	private JsonTree() {
	}

	/**
	 * Reads a whole document.
	 * @param body the document, in UTF-8
	 * @return a map, a list, a string, a {@link Scalar}, or {@code null} for null
	 * @throws RefusedRequest if it is no JSON, goes on after its end, or names a key
	 * twice
	 */
	static @Nullable Object read(byte[] body) throws RefusedRequest {
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
			Object root = value(parser, parser.nextToken());
			if (parser.nextToken() != null) {
				throw RefusedRequest.unreadable("The body goes on after its JSON document.");
			}
			return root;
		}
		catch (JacksonException ex) {
			throw RefusedRequest.unreadable("The body is not valid JSON.");
		}
	}

	private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) throws RefusedRequest {
		if (token == null) {
			throw RefusedRequest.unreadable("The body is empty.");
		}
		return switch (token) {
			case START_OBJECT -> object(parser);
			case START_ARRAY -> array(parser);
			case VALUE_STRING -> parser.getString();
			case VALUE_NULL -> null;
			default -> new Scalar(parser.getString());
		};
	}

	private static Map<String, @Nullable Object> object(JsonParser parser) throws RefusedRequest {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String key = parser.currentName();
			if (object.containsKey(key)) {
				throw RefusedRequest.parameter(key, "is there twice");
			}
			object.put(key, value(parser, parser.nextToken()));
		}
		return object;
	}

	private static List<@Nullable Object> array(JsonParser parser) throws RefusedRequest {
		List<@Nullable Object> array = new ArrayList<>();
		JsonToken token;
		while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
			array.add(value(parser, token));
		}
		return array;
	}

	/**
	 * A number or a boolean.
	 *
	 * @param text as it stands in the document
	 */
	record Scalar(String text) {
	}

}
