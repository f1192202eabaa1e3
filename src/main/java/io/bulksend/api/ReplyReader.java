package io.bulksend.api;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.bulksend.campaign.Code;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Gathers one answer and decides its call by it. Keeps no more than {@value #MAX_BYTES}
 * bytes: a longer answer is not the API's, so its status is judged, and whether it is a
 * page for people, and its connection closed. Used by the I/O thread.
 */
final class ReplyReader implements AsyncResponseConsumer<Void> {

	/** The longest answer that is read, in bytes. */
	static final int MAX_BYTES = 64 * 1024;

	private static final byte[] EMPTY = new byte[0];

	private static final int USUAL_BYTES = 512;

	private final Call call;

	private final ConnectionReuse reuse;

	private final Clock clock;

	private byte[] bytes = EMPTY;

	private int length;

	private boolean tooLong;

	private int status;

	private @Nullable Duration retryAfter;

	private @Nullable String location;

	private @Nullable FutureCallback<Void> result;

	ReplyReader(Call call, ConnectionReuse reuse, Clock clock) {
		this.call = call;
		this.reuse = reuse;
		this.clock = clock;
	}

	@Override
	public void consumeResponse(HttpResponse response, @Nullable EntityDetails entity, HttpContext context,
			FutureCallback<Void> resultCallback) {
		this.call.heard();
		this.status = response.getCode();
		if (this.status >= 300) {
			this.retryAfter = RetryAfter.parse(header(response, HttpHeaders.RETRY_AFTER), this.clock);
			this.location = header(response, HttpHeaders.LOCATION);
		}
		if (entity == null) {
			decide();
			resultCallback.completed(null);
			return;
		}
		this.result = resultCallback;
		long announced = entity.getContentLength();
		this.bytes = new byte[(announced > 0 && announced <= MAX_BYTES) ? (int) announced : USUAL_BYTES];
	}

	@Override
	public void informationResponse(HttpResponse response, HttpContext context) {
		this.call.heard();
	}

	@Override
	public void updateCapacity(CapacityChannel capacity) throws IOException {
		capacity.update(Integer.MAX_VALUE);
	}

	@Override
	public void consume(ByteBuffer source) throws IOException {
		this.call.heard();
		int more = source.remaining();
		if (this.length + more > MAX_BYTES) {
			this.tooLong = true;
			decide();
			throw new IOException("The answer is too long");
		}
		if (this.length + more > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes,
					Math.min(Math.max(this.bytes.length * 2, this.length + more), MAX_BYTES));
		}
		source.get(this.bytes, this.length, more);
		this.length += more;
	}

	@Override
	public void streamEnd(List<? extends Header> trailers) {
		decide();
		if (this.result != null) {
			this.result.completed(null);
		}
	}

	@Override
	public void failed(Exception cause) {
		if (this.call.isDecided()) {
			return;
		}
		if (this.status != 0) {
			// An answer that broke off still has its status.
			decide();
		}
		else if (this.call.isHandedOver() && !(cause instanceof SocketTimeoutException)) {
			this.reuse.connectionLost();
		}
	}

	/**
	 * The end of an exchange: the connection is back in the pool or closed.
	 */
	@Override
	public void releaseResources() {
		this.call.deliver();
	}

	private void decide() {
		Reply reply;
		try {
			reply = Verdict.judge(this.status, body(), this.retryAfter, this.location);
		}
		catch (RuntimeException ex) {
			reply = new Reply.Unknown(Code.UNREADABLE_REPLY, "The API's answer could not be read.");
		}
		this.call.decide(reply);
	}

	private ReplyBody body() {
		if (this.length == 0) {
			return ReplyBody.NONE;
		}
		return this.tooLong ? ReplyBody.ofOther(this.bytes, this.length) : ReplyBody.read(this.bytes, this.length);
	}

	private static @Nullable String header(HttpResponse response, String name) {
		Header header = response.getFirstHeader(name);
		return (header == null) ? null : header.getValue();
	}

}
