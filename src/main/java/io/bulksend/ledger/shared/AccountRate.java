package io.bulksend.ledger.shared;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

import javax.sql.DataSource;

import io.bulksend.ledger.database.LedgerException;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.support.JdbcUtils;

/**
 * The one rate of an account, whose runs and workers share it: slots for calls, handed
 * out by the database and its clock.
 * <p>
 * What is written here need not outlive a crash of the server, and is committed without
 * waiting for its disk. Not for use by several threads.
 */
public final class AccountRate implements Closeable {

	private static final String REGISTER = """
			insert into bulksend_member (account, process, worker, token, handout_id, begun_at, seen_at)
			values (?, ?, ?, ?, ?, clock_timestamp(), clock_timestamp()) returning id""";

	private static final String TELL = """
			update bulksend_member set calls = ?, repeated = ?, accepted = ?, rejected = ?, in_doubt = ?, in_flight = ?
			where id = ?""";

	/** What is to be told of failures, answers and stops. */
	private static final String TELL_ALL = """
			update bulksend_handout set failures = case when ? then ? else failures + ? end,
			accepted_at = case when ? then extract(epoch from clock_timestamp()) * 1000000 else accepted_at end,
			answered_at = case when ? then extract(epoch from clock_timestamp()) * 1000000 else answered_at end,
			stop_message = case when stop_reason is null then ? else stop_message end,
			stop_reason = coalesce(stop_reason, ?) where id = ?""";

	private static final String HEAR = """
			select failures, accepted_at > 0, extract(epoch from clock_timestamp()) * 1000000 - answered_at, stop_reason,
			stop_message from bulksend_handout where id = ?""";

	private final String account;

	private final @Nullable Long handOut;

	private final Participant who;

	private final long token;

	private final Connection connection;

	/** As it was, and as whoever has the connection next must find it. */
	private final String synchronousCommit;

	private final PreparedStatement select;

	/** Another one after the database has forgotten the member. */
	private long member;

	/**
	 * Takes part in an account's rate.
	 * @param dataSource the ledger's database, a PostgreSQL
	 * @param account the account's name
	 * @param who who takes part
	 * @param handOut the handed out rows that are sent, or {@code null} for a run that
	 * sends its own alone, and for a worker that waits
	 * @param token by which it takes chunks, if it does
	 * @throws LedgerException if the database cannot be used
	 */
	public AccountRate(DataSource dataSource, String account, Participant who, @Nullable Long handOut, long token) {
		this.account = account;
		this.who = who;
		this.handOut = handOut;
		this.token = token;
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
			JdbcUtils.closeConnection(opened);
			throw new LedgerException(ex);
		}
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

	/**
	 * Tells the others who send the same rows, and hears of them.
	 * @param report what there is to tell
	 * @return what there is to hear
	 * @throws LedgerException if the database cannot be used
	 */
	public Word tell(TeamReport report) {
		try {
			try (PreparedStatement update = this.connection.prepareStatement(TELL)) {
				update.setLong(1, report.part().calls());
				update.setLong(2, report.part().repeated());
				update.setLong(3, report.part().accepted());
				update.setLong(4, report.part().rejected());
				update.setLong(5, report.part().inDoubt());
				update.setInt(6, report.part().inFlight());
				update.setLong(7, this.member);
				update.executeUpdate();
			}
			if (report.failures() > 0 || report.accepted() || report.answered() || report.stop() != null) {
				tellAll(report);
			}
			return hear();
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	private void tellAll(TeamReport report) throws SQLException {
		try (PreparedStatement update = this.connection.prepareStatement(TELL_ALL)) {
			update.setBoolean(1, report.accepted());
			update.setInt(2, report.failures());
			update.setInt(3, report.failures());
			update.setBoolean(4, report.accepted());
			update.setBoolean(5, report.answered());
			update.setString(6, report.message());
			update.setString(7, report.stop());
			update.setObject(8, this.handOut, Types.BIGINT);
			update.executeUpdate();
		}
	}

	private Word hear() throws SQLException {
		try (PreparedStatement select = this.connection.prepareStatement(HEAR)) {
			select.setObject(1, this.handOut, Types.BIGINT);
			try (ResultSet row = select.executeQuery()) {
				return row.next() ? new Word(false, row.getInt(1), row.getBoolean(2), row.getDouble(3),
						row.getString(4), row.getString(5)) : new Word(true, 0, false, 0, null, null);
			}
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
			insert.setString(2, this.who.process());
			insert.setBoolean(3, this.who.worker());
			insert.setLong(4, this.token);
			insert.setObject(5, this.handOut, Types.BIGINT);
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
			JdbcUtils.closeConnection(this.connection);
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

}
