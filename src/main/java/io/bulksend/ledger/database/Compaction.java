package io.bulksend.ledger.database;

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
public final class Compaction {

	/** They take some 16 MB of memory. Fewer are left alone. */
	private static final int MANY = 40_000;

	/**
	 * Changed rows; most rows of a file are changed twice. So often that little is to be
	 * done each time.
	 */
	private static final int EVERY = 3_000;

	/** How many times that: to count the chunks, H2 copies its list of them. */
	private static final int COUNTED_EVERY = 50;

	/** Whatever part of the file is in use: what counts is how many chunks there are. */
	private static final int ANY_FILL = 100;

	/**
	 * In bytes. Enough for the chunks not to become more and more, and little enough for
	 * the throttle to make up at 2,000 messages a second for the time that it takes: some
	 * 10 to 20 ms with the commit that saves it.
	 */
	private static final int MOST_REWRITTEN = 256 * 1024;

	private final @Nullable MVStore store;

	private final int many;

	private final int every;

	private final int countedEvery;

	private int changed;

	private long times;

	private boolean needed;

	/**
	 * Looks after the database of a connection.
	 * @param connection any connection to it
	 * @throws SQLException if the connection is of no use
	 */
	public Compaction(Connection connection) throws SQLException {
		this(connection, MANY, EVERY, COUNTED_EVERY);
	}

	/**
	 * Looks after the database of a connection.
	 * @param connection any connection to it
	 * @param many above how many chunks some are brought together
	 * @param every how many rows to let change each time
	 * @param countedEvery after how many such times to count the chunks again
	 * @throws SQLException if the connection is of no use
	 */
	public Compaction(Connection connection, int many, int every, int countedEvery) throws SQLException {
		this.store = store(connection);
		this.many = many;
		this.every = every;
		this.countedEvery = countedEvery;
	}

	public static @Nullable MVStore store(Connection connection) throws SQLException {
		if (!connection.isWrapperFor(JdbcConnection.class)) {
			return null;
		}
		Database database = ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase();
		return database.isPersistent() ? database.getStore().getMvStore() : null;
	}

	/**
	 * To be called before each transaction that books or claims. What is rewritten is
	 * saved with that at the latest.
	 * @param rows how many rows it changes
	 * @throws SQLException if the database failed
	 */
	public void beforeTransaction(int rows) throws SQLException {
		if (this.store == null) {
			return;
		}
		this.changed += rows;
		if (this.changed < this.every) {
			return;
		}
		this.changed -= this.every;
		try {
			if (this.times++ % this.countedEvery == 0) {
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
