package io.bulksend.job;

/**
 * A run ended before its campaign did, because something failed. The same command goes
 * on.
 */
public class RunFailedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public RunFailedException(String message, Throwable cause) {
		super(message, cause);
	}

	public RunFailedException(String message) {
		super(message);
	}

}
