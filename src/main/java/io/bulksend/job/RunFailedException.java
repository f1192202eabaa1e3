package io.bulksend.job;

/**
 * A run ended before its campaign did, because something failed. The same command goes
 * on.
 */
public class RunFailedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * A run failed.
	 * @param message what is wrong and what to do, for operators
	 * @param cause what failed
	 */
	public RunFailedException(String message, Throwable cause) {
		super(message, cause);
	}

	/**
	 * A run failed.
	 * @param message what is wrong and what to do, for operators
	 */
	public RunFailedException(String message) {
		super(message);
	}

}
