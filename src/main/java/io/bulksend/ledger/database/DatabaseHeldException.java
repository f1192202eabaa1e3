package io.bulksend.ledger.database;

/**
 * Another process has the embedded database open. Nothing was sent.
 */
public class DatabaseHeldException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Holder holder;

	DatabaseHeldException(Holder holder, Throwable cause) {
		this(holder, "Another run uses the database in this data folder: " + holder.words()
				+ ". Nothing was sent by this one." + " Run it again when that has ended, or let it wait with --wait.",
				cause);
	}

	private DatabaseHeldException(Holder holder, String message, Throwable cause) {
		super(message, cause);
		this.holder = holder;
	}

	/**
	 * Says whether a process is the one that has it.
	 * @param pid the process
	 * @return whether it said so when it opened the database
	 */
	public boolean isHeldBy(long pid) {
		return this.holder.isProcess(pid);
	}

	/**
	 * The same where it is known what the other process does.
	 * @param campaign the campaign that it sends
	 * @return what to throw to those who send nothing
	 */
	public DatabaseHeldException by(String campaign) {
		return new DatabaseHeldException(this.holder,
				"The ledger in this data folder is in use by a run of the campaign \"" + campaign + "\": "
						+ this.holder.words()
						+ ". The embedded database serves one process at a time: ask again when that one has ended, or"
						+ " ask how far that campaign has come.",
				this);
	}

	/**
	 * The same for those who send nothing.
	 * @return what to throw to them
	 */
	public DatabaseHeldException forReaders() {
		return new DatabaseHeldException(this.holder,
				"The ledger in this data folder is in use: " + this.holder.words()
						+ ". The embedded database serves one process at a time: try again when that one has ended.",
				this);
	}

}
