package io.bulksend.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A real HTTP server that takes every message and counts them.
 */
final class AcceptingServer implements AutoCloseable {

	private final AtomicInteger calls = new AtomicInteger();

	private final HttpServer server;

	private volatile Runnable onCall = () -> {
	};

	AcceptingServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/";
	}

	/** Does something each time a call has come in, before it is answered. */
	void onCall(Runnable action) {
		this.onCall = action;
	}

	int calls() {
		return this.calls.get();
	}

	private void handle(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		this.onCall.run();
		byte[] reply = ("{\"status\":\"success\",\"data\":{\"id\":\"id-" + this.calls.incrementAndGet() + "\"}}")
			.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, reply.length);
		exchange.getResponseBody().write(reply);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
