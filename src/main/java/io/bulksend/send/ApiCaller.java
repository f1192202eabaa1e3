package io.bulksend.send;

import java.util.function.Consumer;

import io.bulksend.api.MediaApi;
import io.bulksend.api.Reply;
import io.bulksend.campaign.Message;

/**
 * Lets the sender call the API.
 *
 * @param api the API
 */
public record ApiCaller(MediaApi api) implements Caller {

	@Override
	public void call(Message message, Consumer<Reply> done) {
		this.api.send(message, done);
	}

	@Override
	public void endCalls() {
		this.api.endCalls();
	}

}
