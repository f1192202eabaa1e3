package io.bulksend.ledger.database;

import org.jspecify.annotations.Nullable;

/**
 * The ledger's database is not one that this program can use. Nothing was sent. Its
 * message is one line for operators.
 */
public class DatabaseUnusableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	DatabaseUnusableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
