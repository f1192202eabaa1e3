package io.bulksend.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server that takes files and messages, and remembers when each came. It keeps nothing
 * of the files.
 */
final class MediaSink implements AutoCloseable {

	private static final long LATENCY_MILLIS = 50;

	private static final int WARM_UP = 20;

	private final ConcurrentLinkedQueue<Long> messages = new ConcurrentLinkedQueue<>();

	private final ConcurrentLinkedQueue<Long> uploads = new ConcurrentLinkedQueue<>();

	/** Kept, as a pause to collect them would be seen as a burst. */
	private final ThreadLocal<byte[]> buffer = ThreadLocal.withInitial(() -> new byte[64 * 1024]);

	private final AtomicLong ids = new AtomicLong();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	MediaSink() {
		// Else each answer waits for the delayed acknowledgement of its header.
		System.setProperty("sun.net.httpserver.nodelay", "true");
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/api/v2/message/", (exchange) -> answer(exchange, this.messages,
				"{\"status\":\"success\",\"message\":\"Request received successfully.\",\"data\":{\"id\":\"%d\"}}"));
		this.server.createContext("/api/v2/media/upload/",
				(exchange) -> answer(exchange, this.uploads, "{\"status\":\"success\",\"data\":{\"mediaId\":\"%d\"}}"));
		this.server.start();
		warmUp();
	}

	/**
	 * A server that has just begun would hold up what comes first, and see it in a burst.
	 */
	private void warmUp() {
		try {
			for (int call = 0; call < WARM_UP; call++) {
				for (String path : List.of("message/", "media/upload/")) {
					HttpURLConnection connection = (HttpURLConnection) address().resolve(path).toURL().openConnection();
					connection.setDoOutput(true);
					connection.getOutputStream().write(new byte[200 * 1024]);
					connection.getInputStream().readAllBytes();
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.messages.clear();
		this.uploads.clear();
	}

	URI address() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/api/v2/");
	}

	CallTimes messages() {
		return CallTimes.of(this.messages.stream().mapToLong(Long::longValue).toArray());
	}

	/** When each upload began. */
	CallTimes uploads() {
		return CallTimes.of(this.uploads.stream().mapToLong(Long::longValue).toArray());
	}

	private void answer(HttpExchange exchange, ConcurrentLinkedQueue<Long> record, String reply) throws IOException {
		record.add(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
		byte[] buffer = this.buffer.get();
		try (InputStream in = exchange.getRequestBody()) {
			while (in.read(buffer) >= 0) {
				// Nothing is kept.
			}
		}
		try {
			TimeUnit.MILLISECONDS.sleep(LATENCY_MILLIS);
		}
		catch (InterruptedException ex) {
			return;
		}
		byte[] bytes = reply.formatted(this.ids.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
