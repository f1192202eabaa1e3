package io.bulksend.torture;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An API that fails in every way, and keeps a record of what reached it. It shares no
 * code with the product.
 */
final class FaultyApi implements Closeable {

	private static final int BACKLOG = 1_000;

	private final Habits habits;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "faulty-api");
		thread.setDaemon(true);
		return thread;
	});

	private final Map<String, Queue<Call>> calls = new ConcurrentHashMap<>();

	private final Queue<Upload> uploads = new ConcurrentLinkedQueue<>();

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private final AtomicInteger connections = new AtomicInteger();

	private final AtomicInteger unread = new AtomicInteger();

	private final AtomicInteger ids = new AtomicInteger();

	private volatile Watch watch = Watch.NOTHING;

	private volatile ServerSocket listener;

	private volatile boolean closed;

	/**
	 * A file that came in.
	 *
	 * @param run who sent it
	 * @param file its name
	 * @param id the id that it was given
	 */
	record Upload(int run, String file, String id) {
	}

	FaultyApi(Habits habits) throws IOException {
		this.habits = habits;
		this.listener = listenSomewhere();
	}

	/** Not where systems take the ports of clients from: it comes back to its port. */
	private ServerSocket listenSomewhere() throws IOException {
		while (true) {
			try {
				return listen(ThreadLocalRandom.current().nextInt(20_000, 32_000));
			}
			catch (BindException ex) {
				// Somebody else is there: elsewhere, then.
			}
		}
	}

	private ServerSocket listen(int port) throws IOException {
		ServerSocket socket = new ServerSocket();
		socket.setReuseAddress(true);
		socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
		this.threads.execute(() -> accept(socket));
		return socket;
	}

	private void accept(ServerSocket socket) {
		try {
			while (!socket.isClosed()) {
				Socket accepted = socket.accept();
				int number = this.connections.incrementAndGet();
				this.open.add(accepted);
				this.threads.execute(new Conversation(this, accepted, number));
			}
		}
		catch (IOException ex) {
			// Closed: nobody is let in any more.
		}
	}

	/** What a run needs to find it; the token tells one run's calls from another's. */
	Map<String, String> environment(int run) {
		return Map.of("BULKSEND_API_TOKEN", "token-" + run, "BULKSEND_API_SOURCE", "source", "BULKSEND_API_URL",
				"http://127.0.0.1:" + this.listener.getLocalPort() + "/api/v2/");
	}

	/** Whatever connects from now on is watched so. */
	void watch(Watch nextWatch) {
		this.watch = nextWatch;
	}

	/** Refuses connections for a while, from now on; those that are open stay so. */
	void goAway(long millis) {
		this.threads.execute(() -> {
			try {
				leave(millis);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	private void leave(long millis) throws IOException {
		int port = this.listener.getLocalPort();
		// What was connected but not let in yet is reset, unread.
		this.unread.addAndGet(BACKLOG);
		this.listener.close();
		sleep(millis);
		if (!this.closed) {
			this.listener = listen(port);
		}
	}

	Habits habits() {
		return this.habits;
	}

	Watch watch() {
		return this.watch;
	}

	/** Gives a file an id. */
	String upload(int run, String file) {
		String id = "medium-" + this.ids.incrementAndGet();
		this.uploads.add(new Upload(run, file, id));
		return id;
	}

	List<Upload> uploads() {
		return List.copyOf(this.uploads);
	}

	Call record(int callsRun, String recipient, String medium) {
		Queue<Call> earlier = this.calls.computeIfAbsent(recipient, (key) -> new ConcurrentLinkedQueue<>());
		Call call = new Call(callsRun, recipient, medium, this.habits.answer(recipient, earlier.size() + 1),
				"id-" + this.ids.incrementAndGet());
		earlier.add(call);
		return call;
	}

	/** A connection was closed that may have held a request nobody read. */
	void closedUnread() {
		this.unread.incrementAndGet();
	}

	void ended(Socket socket) {
		this.open.remove(socket);
	}

	/** The calls for a recipient, in the order of their arrival. */
	List<Call> calls(String recipient) {
		Queue<Call> found = this.calls.get(recipient);
		return (found != null) ? List.copyOf(found) : List.of();
	}

	List<Call> calls() {
		return this.calls.values().stream().flatMap(Queue::stream).toList();
	}

	int unread() {
		return this.unread.get();
	}

	/** Waits until everything is read that a process wrote before its end. */
	void awaitQuiet() {
		for (int wait = 0; wait < 1_000 && !this.open.isEmpty(); wait++) {
			sleep(5);
		}
	}

	static void sleep(long millis) {
		try {
			TimeUnit.MILLISECONDS.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() throws IOException {
		this.closed = true;
		this.listener.close();
		for (Socket socket : this.open) {
			socket.close();
		}
		this.threads.shutdown();
	}

}
