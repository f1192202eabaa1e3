package io.bulksend.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Requests as a caller of the API makes them, and their small variations.
 */
final class Requests {

	static final String BY_ID = """
			{"message":[{"recipient_whatsapp":"919833078369","message_type":"media","recipient_type":"individual",\
			"source":"fa9d647a","x-apiheader":"ref","type_media":[{"attachments":[\
			{"attachment_id":"1fc380aa-6953-4e95-aef9-f220a22d51a3","caption":"hello"}]}]}]}""";

	static final String BY_URL = BY_ID.replace("\"attachment_id\":\"1fc380aa-6953-4e95-aef9-f220a22d51a3\"",
			"\"attachment_url\":\"https://example.org/a.png\",\"attachment_type\":\"image\"");

	private static final String START = BY_ID.substring(0, BY_ID.indexOf("\"type_media\"")).replace("ref", "ref 2");

	static final String TEMPLATE = START.replace("\"media\"", "\"template\"") + """
			"type_template":[{"name":"welcome","attributes":["Ana","4711"],\
			"language":{"locale":"en","policy":"deterministic"}}]}]}""";

	static final String MEDIA_TEMPLATE = TEMPLATE.replace("\"template\"", "\"media_template\"")
		.replace("\"type_template\"", """
				"type_media_template":{"type":"document","url":"https://example.org/a.pdf","filename":"a.pdf",\
				"button":[{"index":"0","payload":"https://example.org/1"},{"index":"2","payload":"yes"}]},\
				"type_template\"""");

	static final String TEXT = START.replace("\"media\"", "\"text\"") + """
			"type_text":[{"preview_url":"false","content":"hello"}]}]}""";

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private Requests() {
	}

	static String to(String recipient) {
		return BY_ID.replace("919833078369", recipient);
	}

	static HttpRequest.Builder message(SandboxServer server, String body) {
		return request(server.url().resolve("message/")).POST(BodyPublishers.ofString(body));
	}

	static HttpRequest.Builder request(URI uri) {
		return HttpRequest.newBuilder(uri)
			.timeout(Duration.ofSeconds(20))
			.header("Authorization", "Bearer secret")
			.header("Content-Type", "application/json");
	}

	static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return CLIENT.send(request.build(), BodyHandlers.ofString());
	}

	static HttpClient client() {
		return CLIENT;
	}

}
