package io.bulksend.api;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;

import io.bulksend.campaign.Message;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to the API: one HTTP attempt for each, never repeated and never
 * redirected here, so that whoever calls decides alone about a second one. Keeps as many
 * connections as calls may be in flight; a call beyond that waits for a free one, for the
 * connect time-out at the most. Safe for use by many threads.
 */
public final class MediaApi implements Closeable {

	private final CloseableHttpAsyncClient client;

	private final Endpoint endpoint;

	private final Unanswered failure;

	private final OpenCalls open;

	private final ConnectionReuse reuse = new ConnectionReuse(System::nanoTime);

	private final Clock clock;

	/**
	 * Makes the API ready to be called; opens no connection yet.
	 * @param settings how to reach it
	 */
	public MediaApi(ApiSettings settings) {
		this(settings, Clock.systemUTC(), settings.url().getScheme().equalsIgnoreCase("https") ? defaultTls() : null);
	}

	MediaApi(ApiSettings settings, Clock clock, @Nullable SSLContext tls) {
		String version = MediaApi.class.getPackage().getImplementationVersion();
		String userAgent = "bulk-send/" + ((version == null) ? "dev" : version);
		this.endpoint = Endpoint.of(settings, userAgent);
		this.failure = new Unanswered(settings);
		this.clock = clock;
		Duration connecting = settings.connectTimeout().multipliedBy(2);
		this.open = new OpenCalls(connecting, settings.responseTimeout(), connecting.plus(settings.responseTimeout()));
		this.client = HttpClients.start(settings, this.endpoint.route(), userAgent, tls, this.reuse, this.open,
				this::ioThreadEnded);
	}

	/**
	 * Starts one call and returns, without waiting for the network save for the look-up
	 * of the host's name when a connection is opened.
	 * @param message the message; its attachment must not be a file, which has to be
	 * uploaded first
	 * @param done is told the reply exactly once, whatever happens, and never before this
	 * method could return: mostly on the one thread that serves all connections, so it
	 * must be quick, must not wait, and must not use the database: closing interrupts
	 * that thread. May start the next call
	 * @throws IllegalStateException if the attachment is a file: nothing was sent then,
	 * and {@code done} is not called
	 */
	public void send(Message message, Consumer<Reply> done) {
		ByteBuffer body = RequestBody.of(message);
		Call call = new Call(done, this.failure, this.open, this.open.nanos());
		this.open.add(call);
		Future<?> exchange = null;
		try {
			if (this.open.isClosed()) {
				throw new CancellationException();
			}
			exchange = this.client.execute(this.endpoint.target(), new RequestWriter(this.endpoint.head(), body, call),
					new ReplyReader(call, this.reuse, this.clock), null, null, call);
		}
		catch (RuntimeException ex) {
			call.fail(ex);
		}
		call.started(exchange);
		if (this.open.isClosed()) {
			this.open.endAll();
		}
	}

	/**
	 * Ends all calls under way, which are told so as on {@link #close()}; others may
	 * follow.
	 */
	public void endCalls() {
		this.open.endAll();
	}

	/**
	 * Closes all connections. Calls under way are told so: as not sent where their body
	 * had not been written, else as unknown. Returns after a few seconds at the most;
	 * does nothing the second time. Must not be called by a callback.
	 */
	@Override
	public void close() {
		this.open.close();
		this.client.close(CloseMode.GRACEFUL);
	}

	// Closing just after the start looks like a failure to the client. At any other time
	// no call under way can hear of its answer any more.
	private void ioThreadEnded(Exception cause) {
		if (!this.open.isClosed()) {
			this.open.endAll();
			Thread thread = Thread.currentThread();
			thread.getUncaughtExceptionHandler().uncaughtException(thread, cause);
		}
	}

	/** Reads all trusted certificates: not for a plain address. */
	private static SSLContext defaultTls() {
		try {
			return SSLContext.getDefault();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("The JDK has no default TLS settings", ex);
		}
	}

}
