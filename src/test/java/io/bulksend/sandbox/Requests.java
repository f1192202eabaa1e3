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
			{"attachment_id":"1fc380aa","caption":"hello"}]}]}]}""";

	static final String BY_URL = BY_ID.replace("\"attachment_id\":\"1fc380aa\"",
			"\"attachment_url\":\"https://example.org/a.png\",\"attachment_type\":\"image\"");

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
