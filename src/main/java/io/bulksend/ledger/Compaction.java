package io.bulksend.ledger;

import java.sql.Connection;
import java.sql.SQLException;

import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps H2 from growing with the commits of a long run. Each commit is a chunk of the
 * file, of which H2 keeps some 400 bytes in memory for as long as one page of it is in
 * use; and nearly every chunk ends up with a page or two that are, and with dead ones.
 * H2's own thread would bring such pages together, but does not run with WRITE_DELAY=0.
 * <p>
 * Does nothing on another database. Not for use by several threads.
 */
final class Compaction {

	/** They take some 16 MB of memory. Fewer are left alone. */
	private static final int MANY = 40_000;

	/** To find those that are worth rewriting, H2 goes through all chunks. */
	private static final int EVERY = 500;

	/** To count them, H2 copies its list of all chunks. */
	private static final int COUNTED_EVERY = 10;

	/** Whatever part of the file is in use: what counts is how many chunks there are. */
	private static final int ANY_FILL = 100;

	/**
	 * In bytes; about what so many commits leave behind. Takes some 20 to 40 ms, while
	 * nothing is sent: more at once would be felt at a high rate.
	 */
	private static final int MOST_REWRITTEN = 2 * 1024 * 1024;

	private final @Nullable MVStore store;

	private final int many;

	private final int every;

	private long commits;

	private boolean needed;

	/**
	 * Looks after the database of a connection.
	 * @param connection any connection to it
	 * @throws SQLException if the connection is of no use
	 */
	Compaction(Connection connection) throws SQLException {
		this(connection, MANY, EVERY);
	}

	/**
	 * Looks after the database of a connection.
	 * @param connection any connection to it
	 * @param many above how many chunks some are brought together
	 * @param every how many commits to let pass each time
	 * @throws SQLException if the connection is of no use
	 */
	Compaction(Connection connection, int many, int every) throws SQLException {
		this.store = store(connection);
		this.many = many;
		this.every = every;
	}

	static @Nullable MVStore store(Connection connection) throws SQLException {
		if (!connection.isWrapperFor(JdbcConnection.class)) {
			return null;
		}
		Database database = ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase();
		return database.isPersistent() ? database.getStore().getMvStore() : null;
	}

	/**
	 * To be called before each transaction. What is rewritten is saved with that at the
	 * latest.
	 * @throws SQLException if the database failed
	 */
	void beforeTransaction() throws SQLException {
		this.commits++;
		if (this.store == null || this.commits % this.every != 0) {
			return;
		}
		try {
			if (this.commits % (COUNTED_EVERY * this.every) == this.every) {
				// Each chunk has one entry; there are few others.
				this.needed = this.store.getLayoutMap().size() > this.many;
			}
			if (this.needed) {
				this.store.compact(ANY_FILL, MOST_REWRITTEN);
			}
		}
		catch (MVStoreException ex) {
			throw new SQLException("its file could not be compacted", ex);
		}
	}

}
