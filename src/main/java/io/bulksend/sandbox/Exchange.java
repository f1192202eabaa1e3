package io.bulksend.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.ResponseChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * One call over the wire: gathers the request, and sends the reply. Not thread-safe: its
 * connection's I/O thread calls it.
 */
final class Exchange implements AsyncServerExchangeHandler {

	/** Far more than the longest message; of an upload, more than its first headers. */
	private static final int KEPT_BODY = 64 * 1024;

	private final SimulatedApi api;

	private final HeldCalls heldCalls;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);

	private boolean cut;

	private @Nullable SocketAddress heldCaller;

	private @Nullable HttpRequest request;

	private @Nullable ResponseChannel channel;

	private @Nullable HttpContext context;

	private @Nullable AsyncEntityProducer reply;

	Exchange(SimulatedApi api, HeldCalls heldCalls) {
		this.api = api;
		this.heldCalls = heldCalls;
	}

	@Override
	public void handleRequest(HttpRequest request, @Nullable EntityDetails entity, ResponseChannel channel,
			HttpContext context) {
		this.request = request;
		this.channel = channel;
		this.context = context;
		if (entity == null) {
			reply(request, channel, context);
		}
	}

	@Override
	public void updateCapacity(CapacityChannel capacity) throws IOException {
		capacity.update(Integer.MAX_VALUE);
	}

	@Override
	public void consume(ByteBuffer bytes) {
		int kept = Math.min(bytes.remaining(), KEPT_BODY - this.body.size());
		byte[] chunk = new byte[kept];
		bytes.get(chunk);
		this.body.write(chunk, 0, kept);
		if (bytes.hasRemaining()) {
			this.cut = true;
			bytes.position(bytes.limit());
		}
	}

	@Override
	public void streamEnd(@Nullable List<? extends Header> trailers) {
		if (this.request != null && this.channel != null && this.context != null) {
			reply(this.request, this.channel, this.context);
		}
	}

	private void reply(HttpRequest request, ResponseChannel channel, HttpContext context) {
		SimulatedReply simulated = this.api.replyTo(new SimulatedApi.Call(request.getMethod(),
				request.getPath().split("[?#]", 2)[0], header(request, HttpHeaders.AUTHORIZATION),
				header(request, HttpHeaders.CONTENT_TYPE), this.body.toByteArray(), this.cut));
		if (simulated.isNever()) {
			SocketAddress caller = HttpCoreContext.cast(context).getEndpointDetails().getRemoteAddress();
			this.heldCaller = caller;
			this.heldCalls.hold(caller);
		}
		else {
			send(simulated, channel, context);
		}
	}

	private void send(SimulatedReply simulated, ResponseChannel channel, HttpContext context) {
		AsyncEntityProducer entity = new BasicAsyncEntityProducer(simulated.body().getBytes(StandardCharsets.UTF_8),
				simulated.contentType());
		BasicHttpResponse response = new BasicHttpResponse(simulated.httpStatus());
		simulated.headers().forEach(response::addHeader);
		this.reply = entity;
		try {
			channel.sendResponse(response, entity, context);
		}
		catch (HttpException | IOException ex) {
			// The caller has gone: there is nobody left to tell.
			releaseResources();
		}
	}

	private static @Nullable String header(HttpRequest request, String name) {
		Header header = request.getFirstHeader(name);
		return (header == null) ? null : header.getValue();
	}

	@Override
	public int available() {
		AsyncEntityProducer entity = this.reply;
		return (entity == null) ? 0 : entity.available();
	}

	@Override
	public void produce(DataStreamChannel stream) throws IOException {
		AsyncEntityProducer entity = this.reply;
		if (entity != null) {
			entity.produce(stream);
		}
	}

	@Override
	public void failed(Exception cause) {
		releaseResources();
	}

	@Override
	public void releaseResources() {
		SocketAddress caller = this.heldCaller;
		if (caller != null) {
			this.heldCaller = null;
			this.heldCalls.letGo(caller);
		}
	}

}
