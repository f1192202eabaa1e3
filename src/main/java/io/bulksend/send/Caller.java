package io.bulksend.send;

import java.util.function.Consumer;

import io.bulksend.api.Reply;
import io.bulksend.campaign.Message;

/**
 * Starts calls.
 */
public interface Caller {

	/**
	 * Starts one call and returns at once.
	 * @param message what to send
	 * @param done told once what became of it, on any thread
	 */
	void call(Message message, Consumer<Reply> done);

	/**
	 * Ends the calls under way, and says of each what can be said now: not taken, where
	 * its request was not written yet.
	 */
	default void endCalls() {
	}

}
