package io.bulksend.api;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Uploads files to the API: one HTTP attempt for each, streamed from the disk. Whoever
 * calls waits for the answer, and decides alone about another attempt, which does no harm
 * whatever became of this one. Safe for use by many threads, of which each is one upload.
 */
public final class UploadApi implements Closeable {

	/** How often it is looked for an answer that comes before a file was written. */
	private static final int EARLY_ANSWER = 64 * 1024;

	private static final int SOCKET_BUFFER = 256 * 1024;

	private static final int CHECKS_PER_UPLOAD = 20;

	private final CloseableHttpClient client;

	private final Endpoint endpoint;

	private final Unanswered failure;

	private final Clock clock;

	private final long connectNanos;

	private final long responseNanos;

	private final Set<Upload> open = ConcurrentHashMap.newKeySet();

	private final ScheduledThreadPoolExecutor watch;

	/**
	 * Makes the API ready; opens no connection yet.
	 * @param settings how to reach it
	 * @param concurrency uploads at once at the most
	 */
	public UploadApi(ApiSettings settings, int concurrency) {
		String version = UploadApi.class.getPackage().getImplementationVersion();
		this.endpoint = Endpoint.ofUploads(settings, "bulk-send/" + ((version == null) ? "dev" : version));
		this.failure = new Unanswered(settings);
		this.clock = Clock.systemUTC();
		this.connectNanos = settings.connectTimeout().multipliedBy(2).toNanos();
		this.responseNanos = settings.responseTimeout().toNanos();
		this.client = client(settings, concurrency);
		this.watch = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "bulk-send-upload-deadlines");
			thread.setDaemon(true);
			return thread;
		});
		long period = Math.max(Math.min(this.connectNanos, this.responseNanos) / CHECKS_PER_UPLOAD,
				TimeUnit.MILLISECONDS.toNanos(5));
		this.watch.scheduleWithFixedDelay(this::endLateOnes, period, period, TimeUnit.NANOSECONDS);
	}

	private CloseableHttpClient client(ApiSettings settings, int concurrency) {
		Timeout connect = Timeout.of(settings.connectTimeout());
		Timeout response = Timeout.of(settings.responseTimeout());
		HttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
			.setMaxConnTotal(concurrency)
			.setMaxConnPerRoute(concurrency)
			.setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
				.responseOutOfOrderStrategy(new MonitoringResponseOutOfOrderStrategy(EARLY_ANSWER, Long.MAX_VALUE))
				.http1Config(Http1Config.custom()
					.setMaxLineLength(16 * 1024)
					.setMaxHeaderCount(100)
					.setBufferSize(EARLY_ANSWER)
					.build())
				.build())
			.setDefaultSocketConfig(SocketConfig.custom().setSndBufSize(SOCKET_BUFFER).setTcpNoDelay(true).build())
			.setDefaultConnectionConfig(ConnectionConfig.custom()
				.setConnectTimeout(connect)
				.setSocketTimeout(response)
				.setIdleTimeout(Timeout.of(io.bulksend.api.HttpClients.MAX_IDLE.toDuration()))
				.setValidateAfterInactivity(TimeValue.ofMilliseconds(100))
				.build())
			.setDefaultTlsConfig(TlsConfig.custom()
				.setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
				.setHandshakeTimeout(connect)
				.build())
			.build();
		return HttpClients.custom()
			.setConnectionManager(connections)
			.setDefaultRequestConfig(io.bulksend.api.HttpClients.requests(connect, response))
			.setRoutePlanner((target, context) -> this.endpoint.route())
			.setKeepAliveStrategy(io.bulksend.api.HttpClients.keepAlive())
			.disableAutomaticRetries()
			.disableRedirectHandling()
			.disableCookieManagement()
			.disableAuthCaching()
			.disableContentCompression()
			.disableConnectionState()
			.build();
	}

	/**
	 * The address that files are uploaded to: the ids that they are given hold there.
	 * @param settings how to reach the API
	 * @return the address
	 */
	public static String address(ApiSettings settings) {
		return settings.mediaUrl().toString();
	}

	/**
	 * Uploads a file, and waits for the answer.
	 * @param content the file
	 * @return what became of it; where it was accepted, with the id of the file
	 * @throws UnusableContentException if the file must not be sent; the API got no whole
	 * request
	 */
	public Reply upload(UploadContent content) throws UnusableContentException {
		HttpPost request = new HttpPost(this.endpoint.head().getRequestUri());
		for (Header header : this.endpoint.head().getHeaders()) {
			request.addHeader(header);
		}
		Upload upload = new Upload(request, System.nanoTime() + this.connectNanos);
		request.setEntity(UploadBody.of(content, upload::written));
		this.open.add(upload);
		try {
			return this.client.execute(this.endpoint.target(), request, this::reply);
		}
		catch (UnusableContentException ex) {
			throw ex;
		}
		catch (IOException | RuntimeException ex) {
			Throwable cause = upload.late ? new SocketTimeoutException() : ex;
			return upload.begun ? this.failure.inDoubt(cause) : this.failure.neverWritten(cause);
		}
		finally {
			this.open.remove(upload);
		}
	}

	private Reply reply(ClassicHttpResponse response) throws IOException {
		byte[] bytes = new byte[0];
		HttpEntity entity = response.getEntity();
		if (entity != null) {
			try (InputStream in = entity.getContent()) {
				bytes = in.readNBytes(ReplyReader.MAX_BYTES);
			}
		}
		Duration retryAfter = RetryAfter.parse(header(response, HttpHeaders.RETRY_AFTER), this.clock);
		return Verdict.judgeUpload(response.getCode(), ReplyBody.readUpload(bytes, bytes.length), retryAfter,
				header(response, HttpHeaders.LOCATION));
	}

	private static @Nullable String header(ClassicHttpResponse response, String name) {
		Header header = response.getFirstHeader(name);
		return (header == null) ? null : header.getValue();
	}

	// A server that does not read, or that sends a byte now and then, would hold an
	// upload for ever.
	private void endLateOnes() {
		long now = System.nanoTime();
		for (Upload upload : this.open) {
			if (now - upload.progressAt > this.responseNanos) {
				upload.late = true;
				upload.request.cancel();
			}
		}
	}

	/**
	 * Closes all connections: uploads under way end.
	 */
	@Override
	public void close() {
		this.watch.shutdownNow();
		this.open.forEach((upload) -> upload.request.cancel());
		this.client.close(CloseMode.IMMEDIATE);
	}

	/** An upload under way. */
	private static final class Upload {

		private final HttpPost request;

		private volatile long progressAt;

		private volatile boolean begun;

		private volatile boolean late;

		Upload(HttpPost request, long progressAt) {
			this.request = request;
			this.progressAt = progressAt;
		}

		void written(long at) {
			this.begun = true;
			this.progressAt = at;
		}

	}

}
