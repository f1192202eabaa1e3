package io.bulksend.send;

/**
 * The process is dead. Nothing that the product catches.
 */
final class Death extends Error {

	private static final long serialVersionUID = 1L;

	Death() {
		super("The process is dead", null, false, false);
	}

}
