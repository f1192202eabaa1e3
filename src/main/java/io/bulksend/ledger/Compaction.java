package io.bulksend.ledger;

import java.sql.Connection;
import java.sql.SQLException;

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

	/** Commits that cost no more than some 16 MB: shorter runs have nothing to gain. */
	private static final int FIRST = 40_000;

	/** Looking for the worth-while chunks costs as much as rewriting a few hundred. */
	private static final int EVERY = 1_000;

	/** Nothing is rewritten while more than this of the file is in use, in percent. */
	private static final int WELL_FILLED = 50;

	/** In bytes; more than so many commits leave behind. */
	private static final int MOST_REWRITTEN = 8 * 1024 * 1024;

	private final @Nullable MVStore store;

	private final long first;

	private final int every;

	private long commits;

	/**
	 * Looks after the database of a connection.
	 * @param connection any connection to it
	 * @throws SQLException if the connection is of no use
	 */
	Compaction(Connection connection) throws SQLException {
		this(connection, FIRST, EVERY);
	}

	/**
	 * Looks after the database of a connection.
	 * @param connection any connection to it
	 * @param first how many commits to let pass at first
	 * @param every how many commits to let pass each time after that
	 * @throws SQLException if the connection is of no use
	 */
	Compaction(Connection connection, long first, int every) throws SQLException {
		this.store = store(connection);
		this.first = first;
		this.every = every;
	}

	static @Nullable MVStore store(Connection connection) throws SQLException {
		if (!connection.isWrapperFor(JdbcConnection.class)) {
			return null;
		}
		SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
		return session.getDatabase().getStore().getMvStore();
	}

	/**
	 * To be called before each transaction. What is rewritten is saved with that.
	 * @throws SQLException if the database failed
	 */
	void beforeTransaction() throws SQLException {
		if (this.store != null && this.commits >= this.first && this.commits % this.every == 0) {
			try {
				this.store.compact(WELL_FILLED, MOST_REWRITTEN);
			}
			catch (MVStoreException ex) {
				throw new SQLException("its file could not be compacted", ex);
			}
		}
		this.commits++;
	}

}
