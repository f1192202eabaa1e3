package io.bulksend.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A program of its own: accepts every message, after a time, and remembers when each
 * came, and which row it was. {@code GET /count} tells how many came since it was
 * started, {@code GET /calls} when each came, and forgets them, {@code GET /orders} how
 * often each row came.
 * <p>
 * Arguments: the least and the most milliseconds from a request to its answer. Prints its
 * port on one line, and ends when its standard input does.
 */
public final class AnswerServer {

	private final SplittableRandom random = new SplittableRandom(1);

	private final PriorityQueue<Due> waiting = new PriorityQueue<>();

	private final Arrivals arrivals = new Arrivals();

	private final Orders orders = new Orders();

	private final int leastMillis;

	private final int mostMillis;

	private AnswerServer(int leastMillis, int mostMillis) {
		this.leastMillis = leastMillis;
		this.mostMillis = mostMillis;
	}

	/**
	 * Serves until standard input ends.
	 * @param arguments the least and the most milliseconds to an answer
	 * @throws IOException if it cannot listen
	 */
	public static void main(String[] arguments) throws IOException {
		Thread parent = new Thread(AnswerServer::awaitEndOfInput);
		parent.setDaemon(true);
		parent.start();
		new AnswerServer(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).serve();
	}

	private static void awaitEndOfInput() {
		try {
			System.in.transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			// As good as its end.
		}
		Runtime.getRuntime().halt(0);
	}

	private void serve() throws IOException {
		try (Selector selector = Selector.open(); ServerSocketChannel server = ServerSocketChannel.open()) {
			server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
			server.configureBlocking(false);
			server.register(selector, SelectionKey.OP_ACCEPT);
			System.out.println(server.socket().getLocalPort());
			while (true) {
				select(selector);
				for (SelectionKey key : selector.selectedKeys()) {
					if (key.isAcceptable()) {
						accept(server, selector);
					}
					else {
						read(key);
					}
				}
				selector.selectedKeys().clear();
				answerWhatIsDue();
			}
		}
	}

	private void select(Selector selector) throws IOException {
		Due next = this.waiting.peek();
		if (next == null) {
			selector.select();
			return;
		}
		long nanos = next.nanos() - System.nanoTime();
		if (nanos > 0) {
			// Up to a millisecond late, as to look again and again until then would take
			// the processor from those who are measured.
			selector.select((nanos + 999_999) / 1_000_000);
		}
		else {
			selector.selectNow();
		}
	}

	private static void accept(ServerSocketChannel server, Selector selector) throws IOException {
		SocketChannel channel = server.accept();
		if (channel != null) {
			channel.configureBlocking(false);
			channel.socket().setTcpNoDelay(true);
			channel.register(selector, SelectionKey.OP_READ, new AnsweredConnection(channel));
		}
	}

	private void read(SelectionKey key) throws IOException {
		AnsweredConnection connection = (AnsweredConnection) key.attachment();
		try {
			if (!connection.read()) {
				connection.close();
				return;
			}
			for (String line = connection.next(); line != null; line = connection.next()) {
				answer(connection, line);
			}
		}
		catch (IOException ex) {
			connection.close();
		}
	}

	private void answer(AnsweredConnection connection, String line) throws IOException {
		if (line.startsWith("GET /count")) {
			connection.answer("text/plain", String.valueOf(this.arrivals.count()));
		}
		else if (line.startsWith("GET /calls")) {
			connection.answer("text/plain", this.arrivals.take());
		}
		else if (line.startsWith("GET /orders")) {
			connection.answer("text/plain", this.orders.toString());
		}
		else {
			this.arrivals.add();
			this.orders.add(connection.order());
			if (this.mostMillis == 0) {
				connection.accept();
			}
			else {
				long millis = this.leastMillis + this.random.nextInt(this.mostMillis - this.leastMillis + 1);
				this.waiting.add(new Due(System.nanoTime() + millis * 1_000_000, connection));
			}
		}
	}

	private void answerWhatIsDue() throws IOException {
		while (!this.waiting.isEmpty() && this.waiting.peek().nanos() <= System.nanoTime()) {
			AnsweredConnection connection = this.waiting.remove().connection();
			try {
				connection.accept();
			}
			catch (IOException ex) {
				connection.close();
			}
		}
	}

	private record Due(long nanos, AnsweredConnection connection) implements Comparable<Due> {

		@Override
		public int compareTo(Due other) {
			return Long.compare(this.nanos, other.nanos);
		}

	}

}
