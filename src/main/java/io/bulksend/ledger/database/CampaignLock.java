package io.bulksend.ledger.database;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

import javax.sql.DataSource;

import io.bulksend.campaign.CampaignName;
import io.bulksend.campaign.MessageKey;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second run of the same campaign out, on every machine that shares the database.
 * On PostgreSQL it is a session's advisory lock, on a connection of its own that must not
 * go through a transaction pooler; it ends with the process, however that ends. On the
 * embedded H2 the lock on the database's file does the same.
 */
public final class CampaignLock implements Closeable {

	private static final String WHO_HOLDS = """
			from pg_locks l join pg_stat_activity a on a.pid = l.pid
			join pg_database d on d.oid = l.database and d.datname = current_database()
			where l.locktype = 'advisory' and l.granted and l.objsubid = 1
			and ((l.classid::bigint << 32) | l.objid::bigint) = ?""";

	private final Connection connection;

	private CampaignLock(Connection connection) {
		this.connection = connection;
	}

	/**
	 * How this process is called in the database, so that others see who holds a lock.
	 * @return a few words
	 */
	public static String applicationName() {
		return "bulk-send, " + process();
	}

	/**
	 * This process, and since when there is it.
	 * @return a few words
	 */
	public static String process() {
		return Holder.self();
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
		return acquire(dataSource, key(campaign),
				"The campaign \"" + campaign + "\" is being sent already, by %s. Nothing was sent by this run.");
	}

	/**
	 * Takes the lock that lets one process at a time take receipts in, or fails at once.
	 * @param dataSource the ledger's database
	 * @return the lock; closing it lets the next one in
	 * @throws CampaignLockedException if another process holds it
	 * @throws LedgerException if the database cannot be used
	 */
	public static CampaignLock acquireForReceipts(DataSource dataSource) {
		return acquire(dataSource, MessageKey.ofText("bulk-send receipts").high(),
				"Receipts are being taken in already, by %s. Nothing was taken in by this command.");
	}

	private static CampaignLock acquire(DataSource dataSource, long key, String refusal) {
		try {
			Connection connection = dataSource.getConnection();
			try {
				if (Vendor.isPostgres(connection)) {
					lock(connection, key, refusal);
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

	/**
	 * Says which run holds a campaign. An embedded database can be asked only while no
	 * run has it open.
	 * @param dataSource the ledger's database
	 * @param campaign the campaign's name
	 * @return the run in a few words, or empty if there is none
	 * @throws LedgerException if the database cannot be used
	 */
	public static Optional<String> holder(DataSource dataSource, String campaign) {
		try (Connection connection = dataSource.getConnection()) {
			return Vendor.isPostgres(connection) ? holder(connection, key(campaign)) : Optional.empty();
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	/**
	 * Says whether a campaign is held by a process that has done something, or by one
	 * that came later or waited for that one's end. An embedded database can be asked
	 * only while no run has it open.
	 * @param dataSource the ledger's database
	 * @param campaign the campaign's name
	 * @param moment when it was done, by the database's clock
	 * @param process which process did it, see {@link #applicationName}; {@code null}
	 * where that is not known
	 * @return whether that process holds it; one that the database tells nothing of
	 * counts
	 * @throws LedgerException if the database cannot be used
	 */
	public static boolean isHeldByWhoDid(DataSource dataSource, String campaign, Instant moment,
			@Nullable String process) {
		try (Connection connection = dataSource.getConnection()) {
			return Vendor.isPostgres(connection) && isHeldByWhoDid(connection, key(campaign), moment, process);
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	/** The database cuts long names, and their ends tell when they were asked for. */
	private static boolean isHeldByWhoDid(Connection connection, long key, Instant moment, @Nullable String process)
			throws SQLException {
		try (PreparedStatement select = connection.prepareStatement("select 1 " + WHO_HOLDS + """
				 and (a.backend_start is null or a.backend_start <= ?
				and starts_with(coalesce(?, a.application_name), split_part(a.application_name, ' since ', 1)))""")) {
			select.setLong(1, key);
			select.setTimestamp(2, Timestamp.from(moment));
			select.setString(3, process);
			try (ResultSet row = select.executeQuery()) {
				return row.next();
			}
		}
	}

	private static long key(String campaign) {
		return MessageKey.ofText("bulk-send campaign " + CampaignName.of(campaign)).high();
	}

	private static void lock(Connection connection, long key, String refusal) throws SQLException {
		try (PreparedStatement select = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
			select.setLong(1, key);
			try (ResultSet row = select.executeQuery()) {
				row.next();
				if (row.getBoolean(1)) {
					return;
				}
			}
		}
		throw new CampaignLockedException(
				refusal.replace("%s", holder(connection, key).orElse("a process that has just ended")));
	}

	private static Optional<String> holder(Connection connection, long key) throws SQLException {
		try (PreparedStatement select = connection
			.prepareStatement("select a.application_name, host(a.client_addr), a.backend_start, a.pid " + WHO_HOLDS)) {
			select.setLong(1, key);
			try (ResultSet row = select.executeQuery()) {
				if (!row.next()) {
					return Optional.empty();
				}
				// The database shows these to the same user and to administrators alone.
				String name = row.getString(1);
				String address = row.getString(2);
				return Optional.of(((name != null && !name.isBlank()) ? name : "another run")
						+ ((address != null) ? ", connected from " + address + " at " + row.getString(3) : "")
						+ " (database process " + row.getInt(4) + ")");
			}
		}
	}

	/**
	 * Lets the next run in. A connection that is broken holds no lock any more.
	 */
	@Override
	public void close() {
		try (this.connection) {
			if (Vendor.isPostgres(this.connection)) {
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
