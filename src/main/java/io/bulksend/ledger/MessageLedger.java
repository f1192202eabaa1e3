package io.bulksend.ledger;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.sql.DataSource;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.database.Compaction;
import io.bulksend.ledger.database.DatabaseClock;
import io.bulksend.ledger.database.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one file: what was claimed, and what became of it. Holds a connection of
 * its own, so that what it commits is durable whatever the surrounding transaction does.
 * <p>
 * A message's way is <em>claim, call, outcome</em>: its claim is committed as IN_FLIGHT
 * before the call starts, and its outcome when it is known. Every change names the state
 * that it expects, and fails where the ledger holds another: nothing is decided twice.
 * <p>
 * Not for use by several threads. The thread that uses it must never be interrupted: H2
 * closes the whole database then.
 */
public final class MessageLedger implements Journal, Closeable {

	/** More rows than any file has: the distance between the first ids of two files. */
	private static final long IDS_PER_FILE = 1_000_000_000_000L;

	static final String IN_FLIGHT = "IN_FLIGHT";

	static final Outcome INTERRUPTED = Outcome.of(Status.IN_DOUBT, Code.INTERRUPTED.name(),
			"The run was interrupted while this message was on its way: it may have arrived.");

	private final Connection connection;

	/**
	 * Where several machines share the database, its clock says when a row was claimed.
	 */
	private final Duration databaseAhead;

	private final Clock clock;

	private final long base;

	private final long lastId;

	private final Sources sources;

	private final Entries entries;

	private final Compaction compaction;

	private final PreparedStatement insertClaim;

	private final PreparedStatement updateClaim;

	private final PreparedStatement updateOutcome;

	private final PreparedStatement insertDecision;

	private final PreparedStatement updateDecision;

	/**
	 * Opens the ledger of a file.
	 * @param dataSource where the connection comes from
	 * @param clock tells when something was claimed
	 * @param file the file
	 * @throws LedgerException if the database cannot be used
	 */
	public MessageLedger(DataSource dataSource, Clock clock, FileRecord file) {
		this(dataSource, clock, file, Compaction::new);
	}

	MessageLedger(DataSource dataSource, Clock clock, FileRecord file, CompactionFactory compaction) {
		this.clock = clock;
		this.base = id(file.id(), 0);
		this.lastId = lastId(file.id());
		try {
			this.connection = dataSource.getConnection();
			this.connection.setAutoCommit(false);
			this.databaseAhead = DatabaseClock.ahead(this.connection);
			this.sources = new Sources(this.connection, file.id(), false);
			this.entries = new Entries(this.connection, file.id());
			this.compaction = compaction.create(this.connection);
			this.insertClaim = this.connection.prepareStatement("""
					insert into bulksend_message
					(id, status, recipient, key_high, key_low, fields, header, attempts, claimed_at)
					values (?, 'IN_FLIGHT', ?, ?, ?, ?, nullif(?, 0), 1, ?)""");
			this.updateClaim = this.connection.prepareStatement("""
					update bulksend_message
					set status = 'IN_FLIGHT', attempts = attempts + 1, claimed_at = ?, recipient = ?,
					key_high = ?, key_low = ?, fields = ?, header = nullif(?, 0), error_code = null,
					error_message = null, completed_at = null
					where id = ? and status = 'NOT_SENT'""");
			this.updateOutcome = this.connection.prepareStatement("""
					update bulksend_message
					set status = ?, message_id = ?, error_code = ?, error_message = ?, completed_at = ?,
					attempts = attempts - ?
					where id = ? and status = 'IN_FLIGHT'""");
			this.insertDecision = this.connection.prepareStatement("""
					insert into bulksend_message
					(status, error_code, error_message, completed_at, id, attempts)
					values (?, ?, ?, ?, ?, 0)""");
			this.updateDecision = this.connection.prepareStatement("""
					update bulksend_message
					set status = ?, error_code = ?, error_message = ?, completed_at = ?
					where id = ? and status = 'NOT_SENT'""");
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	/**
	 * Reads from now on beside a run that sends the file: a call without an outcome is
	 * not interrupted then, but under way.
	 */
	public void besideItsRun() {
		this.entries.besideItsRun();
	}

	@Override
	public Set<Long> record(List<Booking> bookings, List<Claim> claims) {
		inTransaction(() -> {
			this.compaction.beforeTransaction(bookings.size() + claims.size());
			book(bookings);
			claim(claims);
		});
		return Set.of();
	}

	/**
	 * Sets whose messages most of the file's are, before several senders ask for it.
	 * @param source the source of the first message
	 */
	public void usualSource(String source) {
		inTransaction(() -> this.sources.usual(source));
	}

	/**
	 * Records rows that are decided when their turn has come, and without a call, in one
	 * transaction: as if each were claimed and given up.
	 * @param claims the rows
	 * @param bookings what was decided about each
	 */
	public void decideAtTheirTurn(List<Claim> claims, List<Booking> bookings) {
		inTransaction(() -> {
			this.compaction.beforeTransaction(bookings.size() + claims.size());
			claim(claims);
			book(bookings);
		});
	}

	/**
	 * Records rows that are decided without a call, in one transaction.
	 * @param fresh rows that the ledger does not have yet
	 * @param known rows that the ledger has as NOT_SENT
	 */
	public void decide(List<Booking> fresh, List<Booking> known) {
		inTransaction(() -> {
			decide(this.insertDecision, fresh);
			decide(this.updateDecision, known);
		});
	}

	/**
	 * Forgets all rows of the file. For a plan that was not finished only: nothing may
	 * have been sent.
	 */
	public void clear() {
		inTransaction(() -> {
			try (PreparedStatement delete = this.connection
				.prepareStatement("delete from bulksend_message where id between ? and ?")) {
				delete.setLong(1, this.base);
				delete.setLong(2, this.lastId);
				delete.executeUpdate();
			}
			try (PreparedStatement delete = this.connection
				.prepareStatement("delete from bulksend_attachment where file_id = ?")) {
				delete.setLong(1, fileOf(this.base));
				delete.executeUpdate();
			}
			this.sources.clear();
		});
	}

	/**
	 * Puts every row whose call was under way when the process died in doubt: nothing
	 * else can be said of it.
	 * @return how many there were
	 */
	public int interruptUnfinished() {
		return resultOf(() -> {
			try (PreparedStatement update = this.connection.prepareStatement("""
					update bulksend_message
					set status = 'IN_DOUBT', error_code = ?, error_message = ?, completed_at = ?
					where id between ? and ? and status = 'IN_FLIGHT'""")) {
				update.setString(1, INTERRUPTED.errorCode());
				update.setString(2, INTERRUPTED.errorMessage());
				update.setObject(3, atOffset(this.clock.instant()));
				update.setLong(4, this.base);
				update.setLong(5, this.lastId);
				return update.executeUpdate();
			}
		});
	}

	/**
	 * What the ledger holds about a range of rows.
	 * @param first the first row's number
	 * @param last the last row's number, included
	 * @return the entries in ascending order; rows not tried yet have none
	 */
	public List<Entry> find(long first, long last) {
		return resultOf(() -> this.entries.find(first, last));
	}

	/**
	 * What the ledger holds about a range of rows, with what receipts said of them.
	 * @param first the first row's number
	 * @param last the last row's number, included
	 * @return the entries in ascending order; rows not tried yet have none
	 */
	public List<Entry> findDelivered(long first, long last) {
		return resultOf(() -> this.entries.findDelivered(first, last));
	}

	/**
	 * Counts the file's entries.
	 * @return how many entries there are of each status; calls under way count as in
	 * doubt
	 */
	public Map<Status, Long> count() {
		return resultOf(() -> EntryCounts.read(this.connection, fileOf(this.base)).counts());
	}

	/**
	 * Closes the ledger. Everything is committed by then: a connection that breaks now
	 * loses nothing, and hides no earlier failure.
	 */
	@Override
	public void close() {
		try {
			this.connection.close();
		}
		catch (SQLException ex) {
			return;
		}
	}

	private void decide(PreparedStatement statement, List<Booking> bookings) throws SQLException {
		for (Booking booking : bookings) {
			Outcome outcome = booking.outcome();
			statement.setString(1, outcome.status().name());
			statement.setString(2, outcome.errorCode());
			statement.setString(3, outcome.errorMessage());
			statement.setObject(4, atOffset(booking.at()));
			statement.setLong(5, this.base + booking.row());
			statement.addBatch();
		}
		execute(statement, bookings.size());
	}

	private void book(List<Booking> bookings) throws SQLException {
		for (Booking booking : bookings) {
			Outcome outcome = booking.outcome();
			boolean decided = outcome.status() != Status.NOT_SENT;
			this.updateOutcome.setString(1, outcome.status().name());
			this.updateOutcome.setString(2, outcome.messageId());
			this.updateOutcome.setString(3, outcome.errorCode());
			this.updateOutcome.setString(4, outcome.errorMessage());
			this.updateOutcome.setObject(5, decided ? atOffset(booking.at()) : null);
			this.updateOutcome.setInt(6, booking.called() ? 0 : 1);
			this.updateOutcome.setLong(7, this.base + booking.row());
			this.updateOutcome.addBatch();
		}
		execute(this.updateOutcome, bookings.size());
	}

	private void claim(List<Claim> claims) throws SQLException {
		this.sources.record(claims);
		OffsetDateTime now = atOffset(this.clock.instant().plus(this.databaseAhead));
		int known = 0;
		for (Claim claim : claims) {
			if (claim.known()) {
				known++;
				this.updateClaim.setObject(1, now);
				this.updateClaim.setString(2, text(claim.recipient()));
				this.updateClaim.setLong(3, claim.key().high());
				this.updateClaim.setLong(4, claim.key().low());
				this.updateClaim.setLong(5, claim.fields());
				this.updateClaim.setLong(6, claim.header());
				this.updateClaim.setLong(7, this.base + claim.row());
				this.updateClaim.addBatch();
			}
			else {
				this.insertClaim.setLong(1, this.base + claim.row());
				this.insertClaim.setString(2, text(claim.recipient()));
				this.insertClaim.setLong(3, claim.key().high());
				this.insertClaim.setLong(4, claim.key().low());
				this.insertClaim.setLong(5, claim.fields());
				this.insertClaim.setLong(6, claim.header());
				this.insertClaim.setObject(7, now);
				this.insertClaim.addBatch();
			}
		}
		execute(this.updateClaim, known);
		execute(this.insertClaim, claims.size() - known);
	}

	private static void execute(PreparedStatement statement, int expected) throws SQLException {
		if (expected == 0) {
			return;
		}
		for (int changed : statement.executeBatch()) {
			// A driver that folds inserts together counts none of them. Updates, which
			// alone can miss their row, it always counts.
			if (changed != 1 && changed != Statement.SUCCESS_NO_INFO) {
				throw new LedgerException("The ledger holds another state of a row than it should:"
						+ " somebody else has changed it. Stopped, so that nothing is sent twice.");
			}
		}
	}

	/**
	 * The id of a row's entry; those of one file lie between its row 0 and the next
	 * file's.
	 */
	static long id(long file, long row) {
		return file * IDS_PER_FILE + row;
	}

	/** The file of an entry. */
	static long fileOf(long entry) {
		return entry / IDS_PER_FILE;
	}

	/** The row of an entry. */
	static long rowOf(long entry) {
		return entry % IDS_PER_FILE;
	}

	/** The largest id that an entry of a file can have. */
	static long lastId(long file) {
		return id(file + 1, 0) - 1;
	}

	static Status status(String state) {
		return IN_FLIGHT.equals(state) ? Status.IN_DOUBT : Status.valueOf(state);
	}

	/** PostgreSQL cannot store this one character. */
	static String text(String text) {
		return text.replace('\0', '\ufffd');
	}

	static OffsetDateTime atOffset(Instant instant) {
		return instant.atZone(ZoneId.systemDefault()).toOffsetDateTime();
	}

	private void inTransaction(SqlWork work) {
		resultOf(() -> {
			work.run();
			return true;
		});
	}

	private <T> T resultOf(SqlTransaction<T> transaction) {
		try {
			T result = transaction.run();
			this.connection.commit();
			return result;
		}
		catch (SQLException ex) {
			rollback(ex);
			throw new LedgerException(ex);
		}
		catch (RuntimeException ex) {
			rollback(ex);
			throw ex;
		}
	}

	private void rollback(Exception cause) {
		try {
			this.connection.rollback();
		}
		catch (SQLException ex) {
			cause.addSuppressed(ex);
		}
	}

	/** Makes what looks after a connection's database. */
	interface CompactionFactory {

		Compaction create(Connection connection) throws SQLException;

	}

	private interface SqlTransaction<T> {

		T run() throws SQLException;

	}

	private interface SqlWork {

		void run() throws SQLException;

	}

}
