package io.bulksend.sandbox;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.AsyncServerBootstrap;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;

/**
 * The simulated API, served over HTTP to this machine alone. It takes messages as the
 * real one is documented to, delivers none, and lets the recipient's last four digits
 * decide how a call ends:
 * <ul>
 * <li>8002, 8003, 8005: refused with that code;</li>
 * <li>8007: refused with that code, but for templates;</li>
 * <li>8008: refused with that code, where there is a medium;</li>
 * <li>4290: 429 with {@code Retry-After: 1} the first time, then accepted;</li>
 * <li>5030: 503 the first time, then accepted;</li>
 * <li>0408: no reply ever;</li>
 * <li>anything else, and every group: accepted.</li>
 * </ul>
 * A medium's id has to be one that was given here, or of the form that the documentation
 * shows. Uploads are accepted, but for {@code refused-8008.pdf}, and {@code once-503.png}
 * only at the second try; what was uploaded is dropped. Memory stays flat: of what it
 * took it remembers nothing. Safe for use by many threads.
 */
public final class SandboxServer implements Closeable {

	private final HttpAsyncServer server;

	private final HeldCalls heldCalls;

	private final int port;

	private final CountDownLatch closed = new CountDownLatch(1);

	private SandboxServer(HttpAsyncServer server, HeldCalls heldCalls, int port) {
		this.server = server;
		this.heldCalls = heldCalls;
		this.port = port;
	}

	/**
	 * Starts to serve.
	 * @param settings how it behaves
	 * @return the running server
	 * @throws IOException if the port can't be had; its message is for people
	 */
	public static SandboxServer start(SandboxSettings settings) throws IOException {
		SimulatedApi api = new SimulatedApi(settings.token());
		HeldCalls heldCalls = new HeldCalls();
		Supplier<AsyncServerExchangeHandler> exchanges = () -> new Exchange(api, heldCalls);
		HttpAsyncServer server = AsyncServerBootstrap.bootstrap()
			.setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).setTcpNoDelay(true).build())
			.setIOSessionListener(heldCalls)
			// Whatever name the caller knows this machine by: the stock router answers
			// 421 to all but one.
			.setRequestRouter((request, context) -> exchanges)
			.create();
		server.start();
		try {
			InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), settings.port());
			InetSocketAddress actual = (InetSocketAddress) server.listen(address, URIScheme.HTTP).get().getAddress();
			return new SandboxServer(server, heldCalls, actual.getPort());
		}
		catch (ExecutionException ex) {
			server.close(CloseMode.IMMEDIATE);
			throw new IOException("The sandbox can't listen on port " + settings.port()
					+ " of 127.0.0.1: close the program that uses it, or choose another port.", ex.getCause());
		}
		catch (InterruptedException ex) {
			server.close(CloseMode.IMMEDIATE);
			Thread.currentThread().interrupt();
			throw new IOException("The sandbox was stopped while it started.", ex);
		}
	}

	/**
	 * The base URL, in place of the real API's.
	 * @return the URL, ending in {@code /api/v2/}
	 */
	public URI url() {
		return URI.create("http://127.0.0.1:" + this.port + SimulatedApi.BASE_PATH);
	}

	/**
	 * How many callers wait for a reply that never comes.
	 * @return the calls that are held, and whose callers are still there
	 */
	int held() {
		return this.heldCalls.count();
	}

	/**
	 * Waits until somebody closes this server.
	 * @throws InterruptedException if the waiting thread is interrupted
	 */
	public void awaitClose() throws InterruptedException {
		this.closed.await();
	}

	/**
	 * Stops at once and drops all connections. Does nothing the second time.
	 */
	@Override
	public void close() {
		this.server.close(CloseMode.IMMEDIATE);
		this.closed.countDown();
	}

}
