package io.bulksend.ledger;

import java.sql.SQLException;

/**
 * The ledger cannot be read or written. Nothing more may be sent.
 */
public class LedgerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	LedgerException(SQLException cause) {
		super("The ledger's database failed: " + firstLine(cause), cause);
	}

	LedgerException(String message) {
		super(message);
	}

	private static String firstLine(SQLException cause) {
		return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
	}

}
