package io.bulksend.sandbox;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class SandboxServerTest {

	private static SandboxServer server;

	@BeforeAll
	static void start() throws IOException {
		server = SandboxServer.start(new SandboxSettings(0, "secret"));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void acceptsTheDocumentedRequest() throws Exception {
		HttpResponse<String> response = Requests.send(Requests.message(server, Requests.BY_ID));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
		assertThat(response.body()).matches("\\{\"status\":\"success\",\"message\":\"Request received successfully.\","
				+ "\"data\":\\{\"id\":\"sandbox-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\"}}");
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1,message/", "127.0.0.1,message", "127.0.0.1,message/?x=1", "localhost,message/" })
	void answersUnderEveryNameAndWithOrWithoutTheLastSlash(String host, String path) throws Exception {
		URI uri = URI.create("http://" + host + ":" + server.url().getPort() + "/api/v2/" + path);
		HttpRequest.Builder request = Requests.request(uri).POST(BodyPublishers.ofString(Requests.BY_ID));
		assertThat(Requests.send(request).statusCode()).isEqualTo(200);
	}

	@Test
	void refusesACallWithoutTheWordBearer() throws Exception {
		refuses(Requests.message(server, Requests.BY_ID).setHeader("Authorization", "secret"), 403, "403");
	}

	@Test
	void refusesACallWithoutAToken() throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve("message/"))
			.POST(BodyPublishers.ofString(Requests.BY_ID));
		refuses(request, 401, "401");
		refuses(request.setHeader("Authorization", "Bearer"), 401, "401");
	}

	@Test
	void refusesTheWrongToken() throws Exception {
		refuses(Requests.message(server, Requests.BY_ID).setHeader("Authorization", "Bearer other"), 401, "401");
	}

	@Test
	void takesAnyTokenWhereNoneIsSet() throws Exception {
		try (SandboxServer open = SandboxServer.start(SandboxSettings.inProcess())) {
			HttpRequest.Builder request = Requests.message(open, Requests.BY_ID)
				.setHeader("Authorization", "Bearer anything");
			assertThat(Requests.send(request).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void knowsNoOtherPath() throws Exception {
		refuses(Requests.request(server.url().resolve("messages/")).POST(BodyPublishers.ofString(Requests.BY_ID)), 404,
				"404");
		refuses(Requests.request(server.url().resolve("/")).GET(), 404, "404");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE" })
	void knowsNoOtherMethod(String method) throws Exception {
		HttpRequest.Builder request = Requests.message(server, "").method(method, BodyPublishers.noBody());
		assertThat(refuses(request, 405, "405").headers().firstValue("Allow")).contains("POST");
	}

	@Test
	void refusesAnotherContentType() throws Exception {
		refuses(Requests.message(server, Requests.BY_ID).setHeader("Content-Type", "text/plain"), 400, "8001");
	}

	@Test
	void refusesAnEmptyBodyAndOneWithoutEnd() throws Exception {
		refuses(Requests.message(server, ""), 400, "8001");
		refuses(Requests.message(server, "x".repeat(5_000_000)), 400, "8001");
	}

	@Test
	void namesTheParameterThatBreaksARule() throws Exception {
		HttpResponse<String> response = refuses(Requests.message(server, Requests.BY_ID.replace("source", "a\\\"b")),
				400, "8006");
		assertThat(response.body()).contains("\" a\\\"b is not a known parameter.\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "8002", "8003", "8005", "8007", "8008" })
	void refusesWithTheCodeThatTheNumberEndsWith(String code) throws Exception {
		refuses(Requests.message(server, Requests.to("91983307" + code)), 400, code);
	}

	@ParameterizedTest
	@CsvSource({ "919833074290,429,1", "919833075030,503," })
	void acceptsAtTheSecondTry(String recipient, int status, String retryAfter) throws Exception {
		HttpResponse<String> first = Requests.send(Requests.message(server, Requests.to(recipient)));
		assertThat(first.statusCode()).isEqualTo(status);
		assertThat(first.headers().firstValue("Retry-After").orElse(null)).isEqualTo(retryAfter);
		assertThat(Requests.send(Requests.message(server, Requests.to(recipient))).statusCode()).isEqualTo(200);
	}

	@Test
	void keepsACallerWaitingWithoutHoldingUpOthers() throws Exception {
		HttpRequest request = Requests.message(server, Requests.to("919833070408"))
			.timeout(Duration.ofMillis(300))
			.build();
		CompletableFuture<HttpResponse<String>> held = Requests.client().sendAsync(request, BodyHandlers.ofString());
		assertThat(Requests.send(Requests.message(server, Requests.BY_ID)).statusCode()).isEqualTo(200);
		assertThat(held).failsWithin(Duration.ofSeconds(20))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(HttpTimeoutException.class);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void forgetsAHeldCallerWhoGoesAwayPolitelyOrNot(boolean politely) throws Exception {
		try (SandboxServer own = SandboxServer.start(SandboxSettings.inProcess())) {
			try (Socket caller = new Socket("127.0.0.1", own.url().getPort())) {
				String body = Requests.to("919833070408");
				String request = "POST /api/v2/message/ HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\n"
						+ "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
				caller.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
				await().until(() -> own.held() == 1);
				// Without lingering the connection is reset.
				caller.setSoLinger(!politely, 0);
			}
			await().until(() -> own.held() == 0);
		}
	}

	@Test
	void answersManyCallsAtOnceEachWithAnIdOfItsOwn() {
		Stream<CompletableFuture<String>> calls = Stream.generate(() -> Requests.message(server, Requests.BY_ID))
			.limit(500)
			.map((request) -> Requests.client().sendAsync(request.build(), BodyHandlers.ofString()))
			.map((response) -> response.thenApply(HttpResponse::body));
		Set<String> bodies = calls.toList().stream().map(CompletableFuture::join).collect(Collectors.toSet());
		assertThat(bodies).hasSize(500).allMatch((body) -> body.startsWith("{\"status\":\"success\""));
	}

	@Test
	void takesAnUploadOfAnySize() throws Exception {
		HttpResponse<String> response = Requests.send(upload("file", "x".repeat(5_000_000)));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body())
			.matches("\\{\"status\":\"success\",\"data\":\\{\"mediaId\":\"sandbox-[0-9a-f-]{36}\"}}");
	}

	@Test
	void whatWasUploadedCanBeSent() throws Exception {
		String reply = Requests.send(upload("file", "x")).body();
		String id = JsonMapper.shared().readTree(reply).at("/data/mediaId").asString();
		String sent = Requests.BY_ID.replace("1fc380aa-6953-4e95-aef9-f220a22d51a3", id);
		assertThat(Requests.send(Requests.message(server, sent)).statusCode()).isEqualTo(200);
		char last = id.charAt(id.length() - 1);
		String other = id.substring(0, id.length() - 3) + "fff".replace('f', (last == 'f') ? 'e' : 'f');
		refuses(Requests.message(server, sent.replace(id, other)), 400, "8008");
		refuses(Requests.message(server, sent.replace(id, "sandbox-x")), 400, "8008");
		refuses(Requests.message(server, sent.replace(id, id.toUpperCase(Locale.ROOT))), 400, "8008");
	}

	@Test
	void takesMessagesAtBothOfTheApisAddresses() throws Exception {
		for (String path : new String[] { "message", "message/", "message/nc", "message/nc/" }) {
			HttpRequest.Builder request = Requests.request(server.url().resolve(path))
				.POST(BodyPublishers.ofString(Requests.TEMPLATE));
			assertThat(Requests.send(request).statusCode()).as(path).isEqualTo(200);
		}
	}

	@Test
	void aFilesNameSaysHowItsUploadEnds() throws Exception {
		String headers = "name=\"file\"; filename=\"%s\"\r\nContent-Type: image/png";
		refuses(upload(headers.formatted("refused-8008.pdf"), "", "x"), 400, "8008");
		HttpRequest.Builder late = upload(headers.formatted("once-503.png"), "", "x");
		assertThat(Requests.send(late).statusCode()).isEqualTo(503);
		assertThat(Requests.send(late).statusCode()).isEqualTo(200);
		assertThat(Requests.send(upload(headers.formatted("refused-8008.png"), "", "x")).statusCode()).isEqualTo(200);
	}

	@Test
	void refusesAnUploadWithoutAFile() throws Exception {
		refuses(upload("name=\"file\"\r\nContent-Type: image/png", "", "x"), 400, "8006");
		refuses(upload("name=\"file\"; filename=\" \"\r\nContent-Type: image/png", "", "x"), 400, "8006");
		refuses(upload("name=\"file\"; filename=\"a.png\"", "", "x"), 400, "8006");
		refuses(upload("file", ""), 400, "8006");
		refuses(upload("file", "x\r\n--b\r\nContent-Disposition: form-data; name=\"more\"\r\n\r\ny"), 400, "8001");
		refuses(upload("name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png", "--", "x"), 400, "8006");
		refuses(upload("file", "x").setHeader("Content-Type", "multipart/form-data"), 400, "8001");
		refuses(upload("file", "x").setHeader("Content-Type", "multipart/form-data; boundary=c"), 400, "8001");
		refuses(upload("other", "x"), 400, "8006");
		refuses(upload("file", "x").setHeader("Content-Type", "text/plain"), 400, "8001");
	}

	@Test
	void saysWhichPortIsTaken() {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> SandboxServer.start(SandboxSettings.inProcess().withPort(server.url().getPort())))
			.withMessage("The sandbox can't listen on port " + server.url().getPort()
					+ " of 127.0.0.1: close the program that uses it, or choose another port.");
	}

	@Test
	void isGoneOnceClosed() throws Exception {
		SandboxServer closed = SandboxServer.start(SandboxSettings.inProcess());
		closed.close();
		closed.close();
		closed.awaitClose();
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> Requests.send(Requests.message(closed, Requests.BY_ID)));
	}

	@Test
	void refusesSettingsThatCannotBe() {
		SandboxSettings settings = SandboxSettings.inProcess();
		assertThatIllegalArgumentException().isThrownBy(() -> settings.withPort(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> settings.withPort(65_536));
		assertThatIllegalArgumentException().isThrownBy(() -> new SandboxSettings(0, " "));
	}

	private static HttpRequest.Builder upload(String field, String content) {
		return upload("name=\"" + field + "\"; filename=\"a.png\"\r\nContent-Type: image/png", "", content);
	}

	private static HttpRequest.Builder upload(String headers, String before, String content) {
		String body = "--b\r\n" + before + "Content-Disposition: form-data; " + headers + "\r\n\r\n" + content
				+ "\r\n--b--\r\n";
		return Requests.request(server.url().resolve("media/upload/"))
			.setHeader("Content-Type", "multipart/form-data; boundary=b")
			.POST(BodyPublishers.ofString(body));
	}

	private static HttpResponse<String> refuses(HttpRequest.Builder request, int status, String code)
			throws IOException, InterruptedException {
		HttpResponse<String> response = Requests.send(request);
		assertThat(response.statusCode()).isEqualTo(status);
		JsonNode body = JsonMapper.shared().readTree(response.body());
		assertThat(body.path("status").asString()).isEqualTo("failure");
		assertThat(body.path("error").path("code").asString()).isEqualTo(code);
		assertThat(body.path("error").path("message").asString()).isNotBlank();
		return response;
	}

}
