package io.bulksend.api;

/**
 * Is told how a call goes. Told mostly on the one thread that serves all connections, so
 * it must be quick, must not wait, and must not use the database: closing interrupts that
 * thread.
 */
@FunctionalInterface
public interface CallListener {

	/**
	 * The request goes out now. Never told of a call that has no connection, and at most
	 * once.
	 */
	default void goesOut() {
	}

	/**
	 * It is known what became of the call: told exactly once, whatever happens. May start
	 * the next call.
	 * @param reply what became of it
	 */
	void replied(Reply reply);

}
