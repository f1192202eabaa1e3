package io.bulksend.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a reply's status, and lets its body pass.
 */
final class PlainReply implements AsyncResponseConsumer<Boolean> {

	private boolean accepted;

	private @Nullable FutureCallback<Boolean> callback;

	@Override
	public void consumeResponse(HttpResponse response, @Nullable EntityDetails entity, HttpContext context,
			FutureCallback<Boolean> callback) throws HttpException, IOException {
		this.accepted = response.getCode() == 200;
		this.callback = callback;
		if (entity == null) {
			callback.completed(this.accepted);
		}
	}

	@Override
	public void informationResponse(HttpResponse response, HttpContext context) {
		// Nobody sends one here.
	}

	@Override
	public void updateCapacity(CapacityChannel channel) throws IOException {
		channel.update(Integer.MAX_VALUE);
	}

	@Override
	public void consume(ByteBuffer bytes) {
		bytes.position(bytes.limit());
	}

	@Override
	public void streamEnd(@Nullable List<? extends Header> trailers) {
		FutureCallback<Boolean> waiting = this.callback;
		if (waiting != null) {
			waiting.completed(this.accepted);
		}
	}

	@Override
	public void failed(Exception cause) {
		// The callback hears of it.
	}

	@Override
	public void releaseResources() {
		// There are none.
	}

}
