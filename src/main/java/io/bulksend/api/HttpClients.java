package io.bulksend.api;

import java.net.SocketAddress;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.function.Callback;
import org.apache.hc.core5.http.HeaderElement;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sets the HTTP client up: one attempt a call, and nothing on the way that a bearer token
 * does not need.
 */
final class HttpClients {

	/**
	 * How long an idle connection is used again where the server says that it keeps it
	 * for longer.
	 */
	static final TimeValue MAX_IDLE = TimeValue.ofSeconds(4);

	/**
	 * The same where the server says nothing. A request written to a connection that is
	 * being closed is in doubt, and some close theirs after two seconds (gunicorn) or one
	 * (HAProxy, as many set it up), though most wait for five or more (Node, Apache,
	 * uvicorn), for 75 (nginx), or for ever.
	 */
	static final TimeValue USUAL_IDLE = TimeValue.ofMilliseconds(900);

	// One thread answers tens of thousands of calls a second.
	private static final int IO_THREADS = 1;

	private static final Http1Config BOUNDED = Http1Config.custom()
		.setMaxLineLength(16 * 1024)
		.setMaxHeaderCount(100)
		.build();

	/** For a plain address, so that nothing of TLS is loaded. */
	private static final TlsStrategy NO_TLS = new TlsStrategy() {
		@Override
		@Deprecated
		public boolean upgrade(TransportSecurityLayer session, HttpHost host, SocketAddress local, SocketAddress remote,
				Object attachment, Timeout handshakeTimeout) {
			throw new IllegalStateException("TLS was not asked for");
		}
	};

	private HttpClients() {
	}

	/** What holds for every request, of messages as of files. */
	static RequestConfig requests(Timeout connect, Timeout response) {
		return RequestConfig.custom()
			.setConnectionRequestTimeout(connect)
			.setResponseTimeout(response)
			.setAuthenticationEnabled(false)
			.setExpectContinueEnabled(false)
			.setProtocolUpgradeEnabled(false)
			.build();
	}

	static CloseableHttpAsyncClient start(ApiSettings settings, HttpRoute route, String userAgent,
			@Nullable SSLContext tls, ConnectionReuse reuse, OpenCalls open, Callback<Exception> ioThreadEnded) {
		Timeout connect = Timeout.of(settings.connectTimeout());
		CloseableHttpAsyncClient client = HttpAsyncClients.custom()
			.setConnectionManager(
					new TriedConnections(connections(settings.concurrency(), connect, tls), reuse, open::later))
			.setIOReactorConfig(IOReactorConfig.custom()
				.setIoThreadCount(IO_THREADS)
				.setTcpNoDelay(true)
				.setSelectInterval(selectInterval(connect))
				.build())
			.setHttp1Config(BOUNDED)
			// Silence is for OpenCalls to judge: a time-out here would end calls whose
			// answers arrived while nobody could listen.
			.setDefaultRequestConfig(requests(connect, Timeout.DISABLED))
			.setRoutePlanner((target, context) -> route)
			.setKeepAliveStrategy(keepAlive())
			.setConnectionReuseStrategy(reuse)
			.setIoReactorExceptionCallback(ioThreadEnded)
			.setUserAgent(userAgent)
			// Authentication by challenge: the token is in the headers already.
			.replaceExecInterceptor(ChainElement.PROTOCOL.name(),
					(request, body, scope, chain, callback) -> chain.proceed(request, body, scope, callback))
			.disableAutomaticRetries()
			.disableRedirectHandling()
			.disableCookieManagement()
			.disableAuthCaching()
			.disableContentCompression()
			.disableConnectionState()
			.disableRequestPriority()
			.build();
		client.start();
		return client;
	}

	// Idle connections are dropped when they would be used: that needs no thread.
	private static PoolingAsyncClientConnectionManager connections(int concurrency, Timeout connect,
			@Nullable SSLContext tls) {
		return PoolingAsyncClientConnectionManagerBuilder.create()
			.setMaxConnTotal(concurrency)
			.setMaxConnPerRoute(concurrency)
			.setDefaultConnectionConfig(ConnectionConfig.custom()
				.setConnectTimeout(connect)
				.setIdleTimeout(Timeout.ofMilliseconds(MAX_IDLE.toMilliseconds()))
				.setValidateAfterInactivity(TimeValue.ofMilliseconds(100))
				.build())
			.setDefaultTlsConfig(TlsConfig.custom()
				.setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
				.setHandshakeTimeout(connect)
				.build())
			.setTlsStrategy((tls != null) ? ClientTlsStrategyBuilder.create().setSslContext(tls).buildAsync() : NO_TLS)
			.build();
	}

	/**
	 * A second less than the server allows, or half of it where that is more, and never
	 * longer than {@link #MAX_IDLE}; {@link #USUAL_IDLE} where the server does not say
	 * it.
	 */
	static ConnectionKeepAliveStrategy keepAlive() {
		return (response, context) -> {
			Iterator<HeaderElement> elements = MessageSupport.iterate(response, "Keep-Alive");
			while (elements.hasNext()) {
				HeaderElement element = elements.next();
				if (element.getName().equalsIgnoreCase("timeout") && element.getValue() != null
						&& element.getValue().matches("\\d{1,9}")) {
					long millis = 1000L * Integer.parseInt(element.getValue());
					// Zero would mean for ever.
					long shorter = Math.max(Math.max(millis - 1000, millis / 2), 1);
					return TimeValue.ofMilliseconds(Math.min(shorter, MAX_IDLE.toMilliseconds()));
				}
			}
			return USUAL_IDLE;
		};
	}

	// Time-outs are looked at once an interval.
	private static TimeValue selectInterval(Timeout connect) {
		return TimeValue.of(Math.min(Math.max(connect.toMilliseconds() / 10, 10), 1000), TimeUnit.MILLISECONDS);
	}

}
