package io.bulksend.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands over a request that is ready: its head and its body.
 */
final class PlainRequest implements AsyncRequestProducer, EntityDetails {

	private final HttpRequest head;

	private final ByteBuffer body;

	private final int length;

	PlainRequest(HttpRequest head, byte[] body) {
		this.head = head;
		this.body = ByteBuffer.wrap(body);
		this.length = body.length;
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
		// The callback hears of it.
	}

	@Override
	public void releaseResources() {
		// There are none.
	}

	@Override
	public long getContentLength() {
		return this.length;
	}

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
