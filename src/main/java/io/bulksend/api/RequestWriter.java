package io.bulksend.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands one request to the connection, and tells its call when the body goes out.
 */
final class RequestWriter implements AsyncRequestProducer, EntityDetails {

	private final HttpRequest head;

	private final ByteBuffer body;

	private final int length;

	private final Call call;

	/**
	 * Prepares a request.
	 * @param head the request line and headers; shared by all calls, never changed
	 * @param body the JSON
	 * @param call to be told when the body goes out
	 */
	RequestWriter(HttpRequest head, ByteBuffer body, Call call) {
		this.head = head;
		this.body = body;
		this.length = body.remaining();
		this.call = call;
	}

	@Override
	public void sendRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
		channel.sendRequest(this.head, this, context);
	}

	@Override
	public int available() {
		return this.body.remaining();
	}

	@Override
	public void produce(DataStreamChannel channel) throws IOException {
		if (!this.call.handOver()) {
			throw new RequestNotExecutedException();
		}
		channel.write(this.body);
		if (!this.body.hasRemaining()) {
			channel.endStream();
		}
	}

	@Override
	public boolean isRepeatable() {
		return false;
	}

	@Override
	public void failed(Exception cause) {
		// The call hears of it through its callback.
	}

	@Override
	public void releaseResources() {
		// There are none.
	}

	@Override
	public long getContentLength() {
		return this.length;
	}

	// Among the request's headers already.
	@Override
	public @Nullable String getContentType() {
		return null;
	}

	@Override
	public @Nullable String getContentEncoding() {
		return null;
	}

	@Override
	public boolean isChunked() {
		return false;
	}

	@Override
	public Set<String> getTrailerNames() {
		return Set.of();
	}

}
