package io.bulksend.ledger.database;

/**
 * Another process has the embedded database open. Nothing was sent.
 */
public class DatabaseHeldException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String holder;

	DatabaseHeldException(String holder, Throwable cause) {
		this(holder, "Another run uses the database in this data folder: " + holder + ". Nothing was sent by this one."
				+ " Run it again when that has ended, or let it wait with --wait.", cause);
	}

	private DatabaseHeldException(String holder, String message, Throwable cause) {
		super(message, cause);
		this.holder = holder;
	}

	/**
	 * The same for those who send nothing.
	 * @return what to throw to them
	 */
	public DatabaseHeldException forReaders() {
		return new DatabaseHeldException(this.holder,
				"The ledger in this data folder is in use: " + this.holder
						+ ". The embedded database serves one process at a time: try again when that one has ended.",
				this);
	}

}
