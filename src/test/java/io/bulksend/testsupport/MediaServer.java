package io.bulksend.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A real HTTP server that takes files, and messages that carry them: one with an id that
 * it did not give is refused. How an upload is answered a test says.
 */
public final class MediaServer implements AutoCloseable {

	private static final ObjectMapper JSON = new ObjectMapper();

	/**
	 * The form as its standard has it: one part, its headers in this order or the other.
	 */
	private static final Pattern FORM = Pattern.compile("--(?<boundary>[^\r\n]+)\r\n(?<headers>.*?)\r\n\r\n(?<file>.*)",
			Pattern.DOTALL);

	private final Queue<Upload> uploads = new ConcurrentLinkedQueue<>();

	private final Queue<Sent> messages = new ConcurrentLinkedQueue<>();

	private final Set<String> ids = ConcurrentHashMap.newKeySet();

	private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

	private final AtomicInteger number = new AtomicInteger();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final HttpServer server;

	private volatile Answers answers = (name, attempt) -> Answer.TAKEN;

	private volatile Consumer<String> onMessage = (recipient) -> {
	};

	private volatile Runnable afterUpload = () -> {
	};

	/**
	 * A file that came in.
	 *
	 * @param name its name
	 * @param contentType its media type
	 * @param sha256 the SHA-256 of its bytes
	 * @param bytes how many these are
	 * @param at when, in nanoseconds
	 * @param id the id that it was given, or an empty string
	 * @param token who sent it
	 */
	public record Upload(String name, String contentType, String sha256, int bytes, long at, String id, String token) {
	}

	/**
	 * A message that was accepted.
	 *
	 * @param recipient whom it is for
	 * @param media the id of its medium, or an empty string
	 * @param body all of it
	 */
	public record Sent(String recipient, String media, String body) {
	}

	/**
	 * How an upload is answered.
	 *
	 * @param status the HTTP status, 0 to give an id, or -1 to close the connection
	 * @param body the body
	 * @param headers its headers
	 */
	public record Answer(int status, String body, Map<String, String> headers) {

		public static final Answer TAKEN = new Answer(0, "", Map.of());

		public static final Answer CUT = new Answer(-1, "", Map.of());

		public static Answer of(int status, String body) {
			return new Answer(status, body, Map.of());
		}

		public static Answer refused(String code) {
			return of(400, "{\"status\":\"failure\",\"error\":{\"code\":\"" + code + "\",\"message\":\"no\"}}");
		}

	}

	/** Says how uploads are answered. */
	@FunctionalInterface
	public interface Answers {

		/**
		 * An upload came in.
		 * @param name the file's name
		 * @param attempt counts from 1 the uploads of files of that name
		 * @return the answer
		 */
		Answer to(String name, int attempt);

	}

	public MediaServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.executor);
		this.server.createContext("/api/v2/message/", this::message);
		this.server.createContext("/api/v2/media/upload/", this::upload);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/api/v2/";
	}

	/** Answers uploads so from now on. */
	public void answer(Answers toUploads) {
		this.answers = toUploads;
	}

	/** Does something when a message has come in, before it is answered. */
	public void onMessage(Consumer<String> action) {
		this.onMessage = action;
	}

	/** Does something when an upload was answered. */
	public void afterUpload(Runnable action) {
		this.afterUpload = action;
	}

	/** Knows no id any more. */
	public void forgetIds() {
		this.ids.clear();
	}

	public List<Upload> uploads() {
		return List.copyOf(this.uploads);
	}

	/** The messages that were accepted. */
	public List<Sent> messages() {
		return List.copyOf(this.messages);
	}

	private void upload(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		if (body.length != Long.parseLong(exchange.getRequestHeaders().getFirst("Content-Length"))) {
			exchange.close();
			return;
		}
		Matcher form = FORM.matcher(new String(body, StandardCharsets.ISO_8859_1));
		if (!form.matches()
				|| !exchange.getRequestHeaders()
					.getFirst("Content-Type")
					.equals("multipart/form-data; boundary=" + form.group("boundary"))
				|| !form.group("file").endsWith("\r\n--" + form.group("boundary") + "--\r\n")) {
			reply(exchange, Answer.of(400, "no form"));
			return;
		}
		String headers = new String(form.group("headers").getBytes(StandardCharsets.ISO_8859_1),
				StandardCharsets.UTF_8);
		int start = form.start("file");
		int length = form.group("file").length() - form.group("boundary").length() - 8;
		String name = found(headers, "filename=\"([^\"]*)\"");
		Answer answer = this.answers.to(name,
				this.attempts.computeIfAbsent(name, (key) -> new AtomicInteger()).incrementAndGet());
		String id = (answer.status() == 0) ? "media-" + this.number.incrementAndGet() : "";
		MessageDigest digest = sha256();
		digest.update(body, start, length);
		this.uploads
			.add(new Upload(name, found(headers, "Content-Type: (.*)"), HexFormat.of().formatHex(digest.digest()),
					length, System.nanoTime(), id, exchange.getRequestHeaders().getFirst("Authorization")));
		if (answer.status() == 0) {
			this.ids.add(id);
			reply(exchange, Answer.of(200, "{\"status\":\"success\",\"data\":{\"mediaId\":\"" + id + "\"}}"));
		}
		else {
			reply(exchange, answer);
		}
		this.afterUpload.run();
	}

	private static String found(String text, String pattern) {
		Matcher matcher = Pattern.compile(pattern).matcher(text);
		return matcher.find() ? matcher.group(1) : "";
	}

	private void message(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		JsonNode message = JSON.readTree(body).path("message").path(0);
		String recipient = message.path("recipient_whatsapp").asString("");
		JsonNode attachment = message.path("type_media").path(0).path("attachments").path(0);
		String medium = attachment.path("attachment_id")
			.asString(message.path("type_media_template").path("media_id").asString(""));
		this.onMessage.accept(recipient);
		if (medium.startsWith("media-") && !this.ids.contains(medium)) {
			reply(exchange, Answer.refused("8008"));
			return;
		}
		this.messages.add(new Sent(recipient, medium, body));
		reply(exchange, Answer.of(200, "{\"status\":\"success\",\"message\":\"Request received successfully.\","
				+ "\"data\":{\"id\":\"id-" + this.messages.size() + "-" + recipient + "\"}}"));
	}

	private static void reply(HttpExchange exchange, Answer answer) throws IOException {
		if (answer.status() < 0) {
			exchange.close();
			return;
		}
		byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
		answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
		exchange.getResponseHeaders()
			.set("Content-Type", answer.body().startsWith("<") ? "text/html" : "application/json");
		exchange.sendResponseHeaders(answer.status(), (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
