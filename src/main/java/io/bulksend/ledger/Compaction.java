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

	/**
	 * Changed rows; each row of a file is changed twice. So often that little is to be
	 * done each time.
	 */
	private static final int EVERY = 4_000;

	/** How many times that: to count the chunks, H2 copies its list of them. */
	private static final int COUNTED_EVERY = 50;

	/** Whatever part of the file is in use: what counts is how many chunks there are. */
	private static final int ANY_FILL = 100;

	/**
	 * In bytes; about what so many rows take. Lasts some 10 ms with the commit that saves
	 * it, while nothing is sent: the throttle makes up for that at once.
	 */
	private static final int MOST_REWRITTEN = 256 * 1024;

	private final @Nullable MVStore store;

	private final int many;

	private final int every;

	private int changed;

	private long times;

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
	 * @param every how many rows to let change each time
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
	 * @param rows how many rows it changes
	 * @throws SQLException if the database failed
	 */
	void beforeTransaction(int rows) throws SQLException {
		this.changed += rows;
		if (this.store == null || this.changed < this.every) {
			return;
		}
		this.changed = 0;
		try {
			if (this.times++ % COUNTED_EVERY == 0) {
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
