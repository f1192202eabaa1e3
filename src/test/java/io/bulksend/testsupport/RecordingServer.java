package io.bulksend.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A real HTTP server that takes every message, and remembers each request.
 */
public final class RecordingServer implements AutoCloseable {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

	private final AtomicInteger count = new AtomicInteger();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final BiFunction<Integer, String, Answer> answers;

	private final HttpServer server;

	private volatile CountDownLatch awaited = new CountDownLatch(0);

	/**
	 * A request, and what it was answered.
	 *
	 * @param authorization its header
	 * @param body its body as it came
	 * @param recipient whom it goes to
	 * @param answer what it was answered
	 */
	public record Request(String authorization, String body, String recipient, Answer answer) {

		public String id() {
			return this.answer.id();
		}

	}

	/**
	 * What to answer.
	 *
	 * @param status the HTTP status
	 * @param body the body
	 * @param delayMillis how long to think first
	 * @param id the id in it, or an empty string
	 * @param headers what else is said
	 */
	public record Answer(int status, String body, long delayMillis, String id, Map<String, String> headers) {

		public Answer(int status, String body, long delayMillis, String id) {
			this(status, body, delayMillis, id, Map.of());
		}

		public static Answer tooFast(Map<String, String> headers) {
			return new Answer(429, "", 0, "", headers);
		}

		public static Answer accepted(int number, long delayMillis) {
			String id = "id-" + number;
			return new Answer(200, "{\"status\":\"success\",\"message\":\"Request received successfully.\","
					+ "\"data\":{\"id\":\"" + id + "\"}}", delayMillis, id);
		}

		public static Answer refused(int status, String code) {
			return new Answer(status,
					"{\"status\":\"failure\",\"error\":{\"code\":\"" + code + "\",\"message\":\"no\"}}", 0, "");
		}

	}

	public RecordingServer(IntFunction<Answer> answers) {
		this((number, body) -> answers.apply(number));
	}

	/**
	 * A server whose answers depend on what it was asked.
	 * @param answers an answer for each request's number and body
	 */
	public RecordingServer(BiFunction<Integer, String, Answer> answers) {
		this.answers = answers;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.executor);
		this.server.createContext("/api/v2/message/", this::handle);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/api/v2/";
	}

	public List<Request> requests() {
		return List.copyOf(this.requests);
	}

	/** Waits until so many requests more have come in. */
	public void awaitRequests(int more) {
		this.awaited = new CountDownLatch(more);
		try {
			if (!this.awaited.await(60, TimeUnit.SECONDS)) {
				throw new AssertionError("no more requests came");
			}
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private void handle(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		JsonNode message = JSON.readTree(body).path("message").path(0);
		Answer answer = this.answers.apply(this.count.incrementAndGet(), body);
		this.requests.add(new Request(exchange.getRequestHeaders().getFirst("Authorization"), body,
				message.path("recipient_whatsapp").asString(), answer));
		this.awaited.countDown();
		try {
			TimeUnit.MILLISECONDS.sleep(answer.delayMillis());
		}
		catch (InterruptedException ex) {
			return;
		}
		byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		answer.headers().forEach(exchange.getResponseHeaders()::set);
		exchange.sendResponseHeaders(answer.status(), bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
