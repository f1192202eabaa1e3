package io.bulksend.ledger.database;

import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * The ledger cannot be read or written. Nothing more may be sent. Its message is one line
 * for operators, without anybody's phone number.
 */
public class LedgerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** What SQL calls a broken constraint. */
	private static final String INTEGRITY = "23";

	/** What H2 says once a failure to write has closed it. */
	private static final String CLOSED = "The database has been closed";

	/** What H2 quotes of itself where it has no words for a failure. */
	private static final String OF_H2 = "org.h2.";

	private static final Pattern H2_CODE = Pattern.compile(" \\[\\d+-\\d+]$");

	/**
	 * Says in one line what the database reported.
	 * @param cause what it threw
	 */
	public LedgerException(SQLException cause) {
		super("The ledger's database failed: " + reason(cause), cause);
	}

	/**
	 * The ledger cannot be used.
	 * @param message what is wrong, for operators
	 */
	public LedgerException(String message) {
		super(message);
	}

	/**
	 * Says whether the database's file is damaged, so that to try again is of no use.
	 * @return whether it is
	 */
	public boolean isDamage() {
		return Damage.isIn(this);
	}

	/**
	 * The innermost reason is the one that can be acted on; the outer ones quote
	 * statements and values.
	 */
	private static String reason(SQLException failure) {
		SQLException innermost = failure;
		Throwable root = failure;
		while (next(root) != null) {
			root = next(root);
			if (root instanceof SQLException inner) {
				innermost = inner;
			}
		}
		if (String.valueOf(innermost.getSQLState()).startsWith(INTEGRITY)) {
			return "it already holds what was to be added, so another run has changed it.";
		}
		String reason = firstLine(innermost);
		String detail = (root != innermost && root.getMessage() != null) ? firstLine(root) : "";
		boolean ownInsides = H2_CODE.matcher(reason).find() || reason.startsWith(CLOSED) || reason.contains(OF_H2);
		if (!detail.isEmpty() && ownInsides) {
			// H2 speaks of its own insides, the system of what happened.
			return sentence(detail);
		}
		return sentence(reason.contains(detail) ? reason : reason + " (" + detail + ")");
	}

	/** A batch's failure hides the statement's own behind it. */
	private static Throwable next(Throwable failure) {
		if (failure instanceof SQLException sql && sql.getNextException() != null) {
			return sql.getNextException();
		}
		return failure.getCause();
	}

	private static String firstLine(Throwable failure) {
		String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
		int statement = line.indexOf("; SQL statement:");
		String text = (statement >= 0) ? line.substring(0, statement) : line;
		return text.strip().replaceAll("\\d{5,}(?=\\d{4}(?!\\d))", "…");
	}

	private static String sentence(String text) {
		return text.endsWith(".") ? text : text + ".";
	}

}
