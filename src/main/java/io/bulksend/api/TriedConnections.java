package io.bulksend.api;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Uses no connection again before one was left alone for a moment after its reply, and is
 * still open: a server that closes each of them soon, without having said so, would leave
 * requests in doubt that it never read. Until that is known each call has a connection of
 * its own. Safe for use by any thread.
 */
final class TriedConnections implements AsyncClientConnectionManager {

	/** How long one is left alone. */
	static final Duration TRIAL = Duration.ofMillis(100);

	private final AsyncClientConnectionManager all;

	private final ConnectionReuse reuse;

	private final BiConsumer<Runnable, Duration> later;

	private final AtomicBoolean trial = new AtomicBoolean();

	/**
	 * Connections none of which was tried yet.
	 * @param all has the connections
	 * @param reuse is told what came of it
	 * @param later runs something after a while
	 */
	TriedConnections(AsyncClientConnectionManager all, ConnectionReuse reuse, BiConsumer<Runnable, Duration> later) {
		this.all = all;
		this.reuse = reuse;
		this.later = later;
	}

	@Override
	public void release(AsyncConnectionEndpoint connection, @Nullable Object state, @Nullable TimeValue keepAlive) {
		boolean isKept = keepAlive != null && keepAlive.getDuration() != 0 && connection.isConnected();
		if (!isKept || this.reuse.isTried()) {
			this.all.release(connection, state, keepAlive);
		}
		else if (this.trial.compareAndSet(false, true)) {
			this.later.accept(() -> end(connection, state, keepAlive), TRIAL);
		}
		else {
			discard(connection);
		}
	}

	private void end(AsyncConnectionEndpoint connection, @Nullable Object state, TimeValue keepAlive) {
		this.trial.set(false);
		if (connection.isConnected()) {
			this.reuse.tried();
			this.all.release(connection, state, keepAlive);
		}
		else {
			this.reuse.connectionLost();
			discard(connection);
		}
	}

	private void discard(AsyncConnectionEndpoint connection) {
		connection.close(CloseMode.GRACEFUL);
		this.all.release(connection, null, TimeValue.ZERO_MILLISECONDS);
	}

	@Override
	public Future<AsyncConnectionEndpoint> lease(String id, HttpRoute route, @Nullable Object state, Timeout timeout,
			FutureCallback<AsyncConnectionEndpoint> callback) {
		return this.all.lease(id, route, state, timeout, callback);
	}

	@Override
	public Future<AsyncConnectionEndpoint> connect(AsyncConnectionEndpoint connection, ConnectionInitiator initiator,
			@Nullable Timeout timeout, @Nullable Object attachment, HttpContext context,
			FutureCallback<AsyncConnectionEndpoint> callback) {
		return this.all.connect(connection, initiator, timeout, attachment, context, callback);
	}

	@Override
	public void upgrade(AsyncConnectionEndpoint connection, @Nullable Object attachment, HttpContext context) {
		this.all.upgrade(connection, attachment, context);
	}

	@Override
	public void upgrade(AsyncConnectionEndpoint connection, @Nullable Object attachment, HttpContext context,
			FutureCallback<AsyncConnectionEndpoint> callback) {
		this.all.upgrade(connection, attachment, context, callback);
	}

	@Override
	public void close() throws IOException {
		this.all.close();
	}

	@Override
	public void close(CloseMode mode) {
		this.all.close(mode);
	}

}
