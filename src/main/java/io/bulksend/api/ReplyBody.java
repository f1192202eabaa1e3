package io.bulksend.api;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What the API wrote, whatever the HTTP status says. Keys may come in any order and with
 * others between them; of a key that comes twice the last one counts. Text that is not
 * one whole JSON object is {@link #NONE}, or {@link #PAGE} where it begins as those for
 * people do.
 *
 * @param status {@code success} or {@code failure}, as it was written
 * @param id the message's id, as it was written
 * @param code the code of a failure
 * @param message the words of a failure
 */
record ReplyBody(@Nullable String status, @Nullable String id, @Nullable String code, @Nullable String message) {

	/** Nothing that the API could have written. */
	static final ReplyBody NONE = new ReplyBody(null, null, null, null);

	/** A page for people. */
	static final ReplyBody PAGE = new ReplyBody("<", null, null, null);

	private static final JsonFactory JSON = new JsonFactory();

	/** A page may begin with so many blanks, in bytes. */
	private static final int LONGEST_BLANK = 256;

	/**
	 * Reads a reply. Never throws.
	 * @param bytes holds the reply
	 * @param length how many of the bytes are the reply
	 * @return what it says
	 */
	static ReplyBody read(byte[] bytes, int length) {
		return read(bytes, length, "id");
	}

	/**
	 * Reads the reply to an upload, whose id has a name of its own. Never throws.
	 * @param bytes holds the reply
	 * @param length how many of the bytes are the reply
	 * @return what it says
	 */
	static ReplyBody readUpload(byte[] bytes, int length) {
		return read(bytes, length, "mediaId");
	}

	private static ReplyBody read(byte[] bytes, int length, String id) {
		try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
			if (json.nextToken() != JsonToken.START_OBJECT) {
				return ofOther(bytes, length);
			}
			ReplyBody body = readObject(json, id);
			return (json.nextToken() == null) ? body : NONE;
		}
		catch (JacksonException ex) {
			return ofOther(bytes, length);
		}
	}

	/**
	 * What a text is that is no reply, or too long for one.
	 * @param bytes holds its begin
	 * @param length how many of the bytes are the text
	 * @return {@link #PAGE} or {@link #NONE}
	 */
	static ReplyBody ofOther(byte[] bytes, int length) {
		String begin = new String(bytes, 0, Math.min(length, LONGEST_BLANK), StandardCharsets.UTF_8);
		return begin.replace("\ufeff", "").stripLeading().startsWith("<") ? PAGE : NONE;
	}

	boolean isSuccess() {
		return "success".equalsIgnoreCase(this.status);
	}

	boolean isPage() {
		return this.equals(PAGE);
	}

	boolean isFailure() {
		return "failure".equalsIgnoreCase(this.status);
	}

	private static ReplyBody readObject(JsonParser json, String id) {
		String status = null;
		Pair data = Pair.NONE;
		Pair error = Pair.NONE;
		while (json.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = json.currentName();
			json.nextToken();
			switch (name) {
				case "status" -> status = scalar(json);
				case "data" -> data = pair(json, id, null);
				case "error" -> error = pair(json, "code", "message");
				default -> json.skipChildren();
			}
		}
		return new ReplyBody(status, data.first, error.first, error.second);
	}

	private static Pair pair(JsonParser json, String firstName, @Nullable String secondName) {
		if (json.currentToken() != JsonToken.START_OBJECT) {
			json.skipChildren();
			return Pair.NONE;
		}
		String first = null;
		String second = null;
		while (json.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = json.currentName();
			json.nextToken();
			if (name.equals(firstName)) {
				first = scalar(json);
			}
			else if (name.equals(secondName)) {
				second = scalar(json);
			}
			else {
				json.skipChildren();
			}
		}
		return new Pair(first, second);
	}

	// A number counts as its digits: a code may be written either way.
	private static @Nullable String scalar(JsonParser json) {
		JsonToken token = json.currentToken();
		if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
			return json.getString();
		}
		json.skipChildren();
		return null;
	}

	private record Pair(@Nullable String first, @Nullable String second) {

		static final Pair NONE = new Pair(null, null);

	}

}
