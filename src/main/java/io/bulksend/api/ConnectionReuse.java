package io.bulksend.api;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Uses connections again, but not for a while after one was lost with a request on it,
 * nor before one was tried ({@link TriedConnections}). Some servers close a connection
 * after a reply without a word; each request that was written at that moment is in doubt.
 * A connection a call costs less than that. Safe for use by any thread.
 */
final class ConnectionReuse implements ConnectionReuseStrategy {

	/** How long every call gets its own connection after a loss. */
	static final Duration PAUSE = Duration.ofMinutes(1);

	private final LongSupplier nanoTime;

	private volatile boolean lost;

	private volatile long lostNanos;

	private volatile boolean tried;

	ConnectionReuse(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Whether the server leaves connections open after a reply, as far as it is known.
	 */
	boolean isTried() {
		return this.tried;
	}

	/** The server left a connection open after a reply. */
	void tried() {
		this.tried = true;
	}

	/**
	 * A connection was lost while a request on it waited for its answer, or soon after
	 * the answer.
	 */
	void connectionLost() {
		this.tried = false;
		this.lostNanos = this.nanoTime.getAsLong();
		this.lost = true;
	}

	@Override
	public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
		if (this.lost) {
			if (this.nanoTime.getAsLong() - this.lostNanos < PAUSE.toNanos()) {
				return false;
			}
			this.lost = false;
		}
		return DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
	}

}
