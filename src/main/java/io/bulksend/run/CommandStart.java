package io.bulksend.run;

import java.time.Instant;

/**
 * When somebody gave the command that this process carries out. What is decided later
 * they could not know.
 */
public final class CommandStart {

	/** Milliseconds since 1970. */
	static final String PROPERTY = "io.bulksend.started";

	private CommandStart() {
	}

	/**
	 * Takes note that a command was given just now.
	 */
	public static void mark() {
		System.setProperty(PROPERTY, Long.toString(System.currentTimeMillis()));
	}

	/**
	 * When it was given.
	 * @return that time, or now where nobody took note
	 */
	static Instant read() {
		Long started = Long.getLong(PROPERTY);
		return (started != null) ? Instant.ofEpochMilli(started) : Instant.now();
	}

}
