package io.bulksend.bench;

import java.io.Serial;

/**
 * A contender did not do what it was to do: its figures would mean nothing.
 */
final class TrialFailure extends Exception {

	@Serial
	private static final long serialVersionUID = 1;

	TrialFailure(String message) {
		super(message);
	}

}
