package io.bulksend.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.async.MinimalHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncClientEndpoint;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A program of its own: the fastest way to make the same calls with the library that this
 * product uses. There is no file and no ledger, and all messages are the same; each of 64
 * connections makes its next call when the one before is answered.
 * <p>
 * Arguments: the API's address and the number of calls.
 */
public final class PlainClient {

	private static final int CONNECTIONS = 64;

	private static final byte[] BODY = ("{\"message\":[{\"recipient_whatsapp\":\"919000000000\",\"message_type\":\"media\","
			+ "\"recipient_type\":\"individual\",\"source\":\"fa9d647a-c8d7-423e-bd27-7d2ca2875dc1\","
			+ "\"x-apiheader\":\"order-0\",\"type_media\":[{\"attachments\":["
			+ "{\"attachment_id\":\"1fc380aa-6953-4e95-aef9-f220a22d51a3\",\"caption\":\"Hello customer 0\"}]}]}]}")
		.getBytes(StandardCharsets.US_ASCII);

	private static final Header[] HEADERS = { new BasicHeader("Authorization", "Bearer benchmark"),
			new BasicHeader("Content-Type", "application/json"), new BasicHeader("Accept", "application/json"),
			new BasicHeader("User-Agent", "plain") };

	private final HttpHost host;

	private final String path;

	private final CountDownLatch open = new CountDownLatch(CONNECTIONS);

	private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

	private PlainClient(HttpHost host, String path) {
		this.host = host;
		this.path = path;
	}

	/**
	 * Makes the calls.
	 * @param arguments the API's address and the number of calls
	 * @throws Exception if one of them fails
	 */
	public static void main(String[] arguments) throws Exception {
		URI address = URI.create(arguments[0]).resolve("message/");
		HttpHost host = HttpHost.create(address);
		new PlainClient(host, address.getRawPath()).run(Integer.parseInt(arguments[1]));
	}

	private void run(int calls) throws Exception {
		IOReactorConfig oneThread = IOReactorConfig.custom().setIoThreadCount(1).setTcpNoDelay(true).build();
		try (MinimalHttpAsyncClient client = HttpAsyncClients.createMinimal(H2Config.DEFAULT, Http1Config.DEFAULT,
				oneThread,
				PoolingAsyncClientConnectionManagerBuilder.create()
					.setMaxConnTotal(CONNECTIONS)
					.setMaxConnPerRoute(CONNECTIONS)
					.build())) {
			client.start();
			for (int i = 0; i < CONNECTIONS; i++) {
				AsyncClientEndpoint endpoint = client.lease(this.host, null).get();
				int share = calls / CONNECTIONS + ((i < calls % CONNECTIONS) ? 1 : 0);
				new Connection(endpoint, share).completed(true);
			}
			this.open.await();
			client.initiateShutdown();
			client.awaitShutdown(Timeout.ofSeconds(1));
		}
		Exception cause = this.failure.get();
		if (cause != null) {
			throw cause;
		}
	}

	// One for each call: the client adds to it.
	private BasicHttpRequest head() {
		BasicHttpRequest head = new BasicHttpRequest("POST", this.host, this.path);
		head.setHeaders(HEADERS);
		return head;
	}

	/** Makes its share of the calls, one after the other. */
	private final class Connection implements FutureCallback<Boolean> {

		private final AsyncClientEndpoint endpoint;

		private int left;

		Connection(AsyncClientEndpoint endpoint, int calls) {
			this.endpoint = endpoint;
			this.left = calls;
		}

		@Override
		public void completed(Boolean accepted) {
			if (!accepted) {
				failed(new IOException("Refused"));
			}
			else if (this.left-- > 0) {
				this.endpoint.execute(new PlainRequest(head(), BODY), new PlainReply(), this);
			}
			else {
				PlainClient.this.open.countDown();
			}
		}

		@Override
		public void failed(Exception cause) {
			PlainClient.this.failure.compareAndSet(null, cause);
			PlainClient.this.open.countDown();
		}

		@Override
		public void cancelled() {
			failed(new IOException("Cancelled"));
		}

	}

}
