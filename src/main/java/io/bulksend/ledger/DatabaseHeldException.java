package io.bulksend.ledger;

/**
 * Another process has the embedded database open. Nothing was sent.
 */
public class DatabaseHeldException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	DatabaseHeldException(String holder, Throwable cause) {
		super("Another run uses the database in this data folder: " + holder + ". Nothing was sent by this one."
				+ " Wait for it to end, or give another folder with --data-dir.", cause);
	}

}
