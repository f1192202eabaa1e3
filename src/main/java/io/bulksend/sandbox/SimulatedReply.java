package io.bulksend.sandbox;

import java.io.StringWriter;
import java.util.Map;

import org.apache.hc.core5.http.ContentType;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What goes back over the wire.
 *
 * @param httpStatus the HTTP status, or 0 for no reply at all
 * @param contentType what the body is
 * @param body the body
 * @param headers headers beside those that every reply has
 */
record SimulatedReply(int httpStatus, ContentType contentType, String body, Map<String, String> headers) {

	/** The caller waits in vain. */
	static final SimulatedReply NEVER = new SimulatedReply(0, ContentType.TEXT_PLAIN, "", Map.of());

	private static final JsonFactory JSON = new JsonFactory();

	/**
	 * The message was taken.
	 * @param messageId its id; nothing in it needs escaping
	 * @return the reply
	 */
	static SimulatedReply accepted(String messageId) {
		return new SimulatedReply(200, ContentType.APPLICATION_JSON,
				"{\"status\":\"success\",\"message\":\"Request received successfully.\",\"data\":{\"id\":\"" + messageId
						+ "\"}}",
				Map.of());
	}

	/**
	 * The file was taken.
	 * @param mediaId its id; nothing in it needs escaping
	 * @return the reply
	 */
	static SimulatedReply uploaded(String mediaId) {
		return new SimulatedReply(200, ContentType.APPLICATION_JSON,
				"{\"status\":\"success\",\"data\":{\"mediaId\":\"" + mediaId + "\"}}", Map.of());
	}

	/**
	 * The API's own failure. Its HTTP status is not documented for a request that was
	 * refused: here it is 400.
	 * @param code the API's code
	 * @param message its words
	 * @return the reply
	 */
	static SimulatedReply refused(String code, String message) {
		return failure(400, code, message, Map.of());
	}

	/**
	 * A failure that HTTP has a status for; its code is that status.
	 * @param httpStatus the status
	 * @param message what is wrong
	 * @param headers headers that this status asks for
	 * @return the reply
	 */
	static SimulatedReply failure(int httpStatus, String message, Map<String, String> headers) {
		return failure(httpStatus, Integer.toString(httpStatus), message, headers);
	}

	/**
	 * What a proxy before the API says: not the API's own JSON.
	 * @param httpStatus the status
	 * @param words the body
	 * @param headers headers that this status asks for
	 * @return the reply
	 */
	static SimulatedReply gateway(int httpStatus, String words, Map<String, String> headers) {
		return new SimulatedReply(httpStatus, ContentType.TEXT_PLAIN, words, headers);
	}

	private static SimulatedReply failure(int httpStatus, String code, String message, Map<String, String> headers) {
		StringWriter body = new StringWriter();
		try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), body)) {
			json.writeStartObject();
			json.writeStringProperty("status", "failure");
			json.writeObjectPropertyStart("error");
			json.writeStringProperty("code", code);
			json.writeStringProperty("message", message);
			json.writeEndObject();
			json.writeEndObject();
		}
		return new SimulatedReply(httpStatus, ContentType.APPLICATION_JSON, body.toString(), headers);
	}

	boolean isNever() {
		return this.httpStatus == 0;
	}

}
