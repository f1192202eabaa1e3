package io.bulksend.send;

import io.bulksend.api.CallListener;
import io.bulksend.campaign.Message;

/**
 * Starts calls.
 */
public interface Caller {

	/**
	 * Starts one call and returns at once.
	 * @param message what to send
	 * @param listener told how it goes, on any thread
	 */
	void call(Message message, CallListener listener);

	/**
	 * Ends the calls under way, and says of each what can be said now: not taken, where
	 * its request was not written yet.
	 */
	default void endCalls() {
	}

}
