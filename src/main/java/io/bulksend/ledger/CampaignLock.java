package io.bulksend.ledger;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.bulksend.campaign.MessageKey;

/**
 * Keeps a second run of the same campaign out, on every machine that shares the database.
 * On PostgreSQL it is a session's advisory lock, on a connection of its own that must not
 * go through a transaction pooler; it ends with the process, however that ends. On the
 * embedded H2 the lock on the database's file does the same.
 */
public final class CampaignLock implements Closeable {

	private final Connection connection;

	private CampaignLock(Connection connection) {
		this.connection = connection;
	}

	/**
	 * How this process is called in the database, so that others see who holds a lock.
	 * @return a few words
	 */
	public static String applicationName() {
		return "bulk-send, " + Holder.self();
	}

	/**
	 * Takes the lock, or fails at once.
	 * @param dataSource the ledger's database
	 * @param campaign the campaign's name
	 * @return the lock; closing it lets the next run in
	 * @throws CampaignLockedException if another run holds it
	 * @throws LedgerException if the database cannot be used
	 */
	public static CampaignLock acquire(DataSource dataSource, String campaign) {
		try {
			Connection connection = dataSource.getConnection();
			try {
				if (isPostgres(connection)) {
					lock(connection, campaign);
				}
				return new CampaignLock(connection);
			}
			catch (SQLException | RuntimeException ex) {
				connection.close();
				throw ex;
			}
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	private static boolean isPostgres(Connection connection) throws SQLException {
		return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
	}

	private static void lock(Connection connection, String campaign) throws SQLException {
		long key = MessageKey.ofText("bulk-send campaign " + campaign).high();
		try (PreparedStatement select = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
			select.setLong(1, key);
			try (ResultSet row = select.executeQuery()) {
				row.next();
				if (row.getBoolean(1)) {
					return;
				}
			}
		}
		throw new CampaignLockedException(campaign, holder(connection, key));
	}

	private static String holder(Connection connection, long key) throws SQLException {
		try (PreparedStatement select = connection.prepareStatement("""
				select a.application_name, host(a.client_addr), a.backend_start, a.pid
				from pg_locks l join pg_stat_activity a on a.pid = l.pid
				join pg_database d on d.oid = l.database and d.datname = current_database()
				where l.locktype = 'advisory' and l.granted and l.objsubid = 1
				and ((l.classid::bigint << 32) | l.objid::bigint) = ?""")) {
			select.setLong(1, key);
			try (ResultSet row = select.executeQuery()) {
				if (!row.next()) {
					return "a run that has just ended";
				}
				// The database shows these to the same user and to administrators alone.
				String name = row.getString(1);
				String address = row.getString(2);
				return ((name != null && !name.isBlank()) ? name : "another run")
						+ ((address != null) ? ", connected from " + address + " at " + row.getString(3) : "")
						+ " (database process " + row.getInt(4) + ")";
			}
		}
	}

	/**
	 * Lets the next run in. A connection that is broken holds no lock any more.
	 */
	@Override
	public void close() {
		try (this.connection) {
			if (isPostgres(this.connection)) {
				try (PreparedStatement unlock = this.connection.prepareStatement("select pg_advisory_unlock_all()")) {
					unlock.execute();
				}
			}
		}
		catch (SQLException ex) {
			// What went wrong before is what the caller must hear of.
			return;
		}
	}

}
