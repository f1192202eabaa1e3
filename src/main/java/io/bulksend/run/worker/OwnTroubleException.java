package io.bulksend.run.worker;

/**
 * Something is wrong with this worker alone: a person is needed to set it up rightly.
 */
public final class OwnTroubleException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	OwnTroubleException(String message) {
		super(message);
	}

}
