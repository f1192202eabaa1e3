package io.bulksend.api;

import java.io.IOException;

/**
 * A file turned out not to be what was to be uploaded, or cannot be read any more.
 */
public class UnusableContentException extends IOException {

	private static final long serialVersionUID = 1L;

	/**
	 * It must not be sent.
	 * @param message what is wrong with it, in a sentence
	 */
	public UnusableContentException(String message) {
		super(message);
	}

}
