package io.bulksend.job;

import io.bulksend.api.CallListener;
import io.bulksend.api.MediaApi;
import io.bulksend.campaign.Message;
import io.bulksend.send.Caller;

/**
 * Lets the sender call the API.
 *
 * @param api the API
 */
record ApiCaller(MediaApi api) implements Caller {

	@Override
	public void call(Message message, CallListener listener) {
		this.api.send(message, listener);
	}

	@Override
	public void endCalls() {
		this.api.endCalls();
	}

}
