package io.bulksend.ledger.shared;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.ledger.database.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * The one rate of an account, whose runs and workers share it: slots for calls, handed
 * out by the database and its clock.
 * <p>
 * What is written here need not outlive a crash of the server, and is committed without
 * waiting for its disk. Not for use by several threads.
 */
public final class AccountRate implements Closeable {

	private static final String REGISTER = """
			insert into bulksend_member (account, process, handout_id, begun_at, seen_at)
			values (?, ?, ?, clock_timestamp(), clock_timestamp()) returning id""";

	private final String account;

	private final @Nullable Long handOut;

	private final Connection connection;

	/** As it was, and as whoever has the connection next must find it. */
	private final String synchronousCommit;

	private final PreparedStatement select;

	private long member;

	/**
	 * Takes part in an account's rate.
	 * @param dataSource the ledger's database, a PostgreSQL
	 * @param account the account's name
	 * @param handOut the handed out rows that are sent, or {@code null} for a run that
	 * sends its own alone
	 * @throws LedgerException if the database cannot be used
	 */
	public AccountRate(DataSource dataSource, String account, @Nullable Long handOut) {
		this.account = account;
		this.handOut = handOut;
		Connection opened = null;
		try {
			opened = dataSource.getConnection();
			this.connection = opened;
			this.synchronousCommit = set(opened, "off");
			try (PreparedStatement insert = opened
				.prepareStatement("insert into bulksend_account (name) values (?) on conflict do nothing")) {
				insert.setString(1, account);
				insert.executeUpdate();
			}
			this.select = opened.prepareStatement(
					"select now_at, first_at, step, slots, rate, others" + " from bulksend_slots(?, ?, ?, ?, ?, ?, ?)");
			register();
		}
		catch (SQLException ex) {
			close(opened);
			throw new LedgerException(ex);
		}
	}

	/**
	 * The member's id.
	 * @return the id; another one after the database has forgotten the member
	 */
	public long member() {
		return this.member;
	}

	/**
	 * Asks for slots, and tells that this member is there.
	 * @param ask calls a second that it asks for at the most; 0 for nothing
	 * @param wanted how many slots it wants at the most
	 * @param missed how many of its earlier slots it did not use
	 * @param pause how long nobody is to call, in microseconds; 0 for no pause
	 * @param measured calls a second that it makes
	 * @return what it got
	 * @throws LedgerException if the database cannot be used
	 */
	public Lease lease(double ask, int wanted, int missed, double pause, double measured) {
		try {
			Lease lease = ask(ask, wanted, missed, pause, measured);
			if (lease.slots() < 0) {
				register();
				lease = ask(ask, wanted, 0, pause, measured);
			}
			return lease;
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	private Lease ask(double ask, int wanted, int missed, double pause, double measured) throws SQLException {
		this.select.setString(1, this.account);
		this.select.setLong(2, this.member);
		this.select.setDouble(3, ask);
		this.select.setInt(4, wanted);
		this.select.setInt(5, missed);
		this.select.setDouble(6, pause);
		this.select.setDouble(7, measured);
		try (ResultSet row = this.select.executeQuery()) {
			row.next();
			return new Lease(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getInt(4), row.getDouble(5),
					row.getDouble(6));
		}
	}

	private void register() throws SQLException {
		try (PreparedStatement insert = this.connection.prepareStatement(REGISTER)) {
			insert.setString(1, this.account);
			insert.setString(2, CampaignLock.applicationName());
			insert.setObject(3, this.handOut);
			try (ResultSet row = insert.executeQuery()) {
				row.next();
				this.member = row.getLong(1);
			}
		}
	}

	/**
	 * Takes part no longer: nobody goes by this member's rate any more. Counts of handed
	 * out rows stay until their run has ended.
	 */
	@Override
	public void close() {
		String end = (this.handOut == null) ? "delete from bulksend_member where id = ?"
				: "update bulksend_member set ask = 0, measured = 0, in_flight = 0, seen_at = 'epoch' where id = ?";
		try (PreparedStatement statement = this.connection.prepareStatement(end)) {
			statement.setLong(1, this.member);
			statement.executeUpdate();
			set(this.connection, this.synchronousCommit);
		}
		catch (SQLException ex) {
			// It lapses by itself.
		}
		finally {
			close(this.connection);
		}
	}

	private static String set(Connection connection, String value) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(
				"select current_setting('synchronous_commit')," + " set_config('synchronous_commit', ?, false)")) {
			statement.setString(1, value);
			try (ResultSet row = statement.executeQuery()) {
				row.next();
				return row.getString(1);
			}
		}
	}

	private static void close(@Nullable Connection connection) {
		try {
			if (connection != null) {
				connection.close();
			}
		}
		catch (SQLException ex) {
			return;
		}
	}

}
