package io.bulksend.job;

import java.util.function.Consumer;

import io.bulksend.api.MediaApi;
import io.bulksend.api.Reply;
import io.bulksend.campaign.Message;
import io.bulksend.send.Caller;

/**
 * Lets the sender call the API.
 *
 * @param api the API
 */
record ApiCaller(MediaApi api) implements Caller {

	@Override
	public void call(Message message, Consumer<Reply> done) {
		this.api.send(message, done);
	}

	@Override
	public void endCalls() {
		this.api.endCalls();
	}

}
