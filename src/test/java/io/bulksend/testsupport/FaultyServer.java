package io.bulksend.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ServerSocketFactory;

/**
 * A server on the loopback address that does with each connection exactly what a test
 * tells it, byte by byte.
 */
public final class FaultyServer implements Closeable {

	public static final String ACCEPTED = "{\"status\":\"success\",\"message\":\"Request received successfully.\",\"data\":{\"id\":\"m-1\"}}";

	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	private final Queue<String> requests = new ConcurrentLinkedQueue<>();

	private final AtomicInteger connections = new AtomicInteger();

	private final ServerSocket listener;

	public FaultyServer(Script script) throws IOException {
		this(ServerSocketFactory.getDefault(), script);
	}

	public FaultyServer(ServerSocketFactory factory, Script script) throws IOException {
		this.listener = factory.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
		start(() -> {
			while (!this.listener.isClosed()) {
				Socket socket = this.listener.accept();
				this.sockets.add(socket);
				this.connections.incrementAndGet();
				start(() -> script.serve(new Connection(socket)));
			}
		});
	}

	/** Answers every request on every connection alike. */
	public static FaultyServer answering(String answer) throws IOException {
		return new FaultyServer((connection) -> {
			while (connection.readRequest()) {
				connection.write(answer);
			}
		});
	}

	public static String http(String head, String body) {
		return "HTTP/1.1 " + head + "\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n"
				+ body;
	}

	public int port() {
		return this.listener.getLocalPort();
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + port() + "/api/v2/");
	}

	public Queue<String> requests() {
		return this.requests;
	}

	public int connections() {
		return this.connections.get();
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	private static void start(Step step) {
		Thread thread = new Thread(() -> {
			try {
				step.run();
			}
			catch (IOException ex) {
				// The client has gone, or the test is over.
			}
		}, "faulty-server");
		thread.setDaemon(true);
		thread.start();
	}

	public interface Script {

		void serve(Connection connection) throws IOException;

	}

	private interface Step {

		void run() throws IOException;

	}

	/** One connection, seen from the server. */
	public final class Connection {

		private final Socket socket;

		private Connection(Socket socket) {
			this.socket = socket;
		}

		/** Reads one whole request; false at the connection's end. */
		public boolean readRequest() throws IOException {
			InputStream in = this.socket.getInputStream();
			ByteArrayOutputStream text = new ByteArrayOutputStream();
			int length = -1;
			int end = 0;
			while (length < 0 || text.size() < end + length) {
				int b = in.read();
				if (b < 0) {
					return false;
				}
				text.write(b);
				if (length < 0 && b == '\n' && text.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
					String head = text.toString(StandardCharsets.UTF_8);
					end = text.size();
					length = !head.contains("Content-Length: ") ? 0
							: Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
				}
			}
			FaultyServer.this.requests.add(text.toString(StandardCharsets.UTF_8));
			return true;
		}

		public void write(String text) throws IOException {
			this.socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		}

		/** Waits until the client closes. */
		public void awaitEnd() throws IOException {
			this.socket.getInputStream().transferTo(new ByteArrayOutputStream());
		}

		public void close() throws IOException {
			this.socket.close();
		}

		/** Closes, and waits until the client has done so too. */
		public void closeSeen() throws IOException {
			this.socket.shutdownOutput();
			awaitEnd();
			close();
		}

		public void reset() throws IOException {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}

	}

}
