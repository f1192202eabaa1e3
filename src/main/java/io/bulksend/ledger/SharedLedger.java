package io.bulksend.ledger;

import java.io.Closeable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.bulksend.campaign.Status;
import io.bulksend.ledger.database.LedgerException;

import org.springframework.jdbc.support.JdbcUtils;

/**
 * The rows of one file for one of several who send them. It claims only rows of chunks
 * that it has taken, and only while nobody has taken them since: so a process that was
 * silent, and wakes, starts no call that is another's now. And it books what is known of
 * a call that somebody else has given up meanwhile.
 * <p>
 * On PostgreSQL alone. Not for use by several threads.
 */
public final class SharedLedger implements Journal, Closeable {

	private static final String TAKE = """
			insert into bulksend_chunk (handout_id, number, taker) values (?, ?, ?)
			on conflict (handout_id, number) do update set taker = excluded.taker""";

	/** Whoever takes a chunk waits until this transaction has ended. */
	private static final String HELD = """
			select number, current_timestamp(3) from bulksend_chunk
			where handout_id = ? and taker = ? and number = any (?) for share""";

	/** One statement for all, which tells what it has inserted. */
	private static final String CLAIM = """
			insert into bulksend_message (id, status, recipient, key_high, key_low, fields, header, attempts, claimed_at)
			select c.id, 'IN_FLIGHT', c.recipient, c.key_high, c.key_low, c.fields, nullif(c.header, 0), 1,
			current_timestamp(3)
			from unnest(?::bigint[], ?::varchar[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
			as c (id, recipient, key_high, key_low, fields, header) order by c.id
			on conflict (id) do nothing returning id""";

	private static final String CLAIM_AGAIN = """
			update bulksend_message set status = 'IN_FLIGHT', attempts = attempts + 1,
			claimed_at = current_timestamp(3), recipient = ?, key_high = ?, key_low = ?, fields = ?, header = nullif(?, 0),
			error_code = null, error_message = null, completed_at = null where id = ? and status = 'NOT_SENT'""";

	/** Its own claim, and none that came after it. */
	private static final String BOOK = """
			update bulksend_message set status = ?, message_id = ?, error_code = ?, error_message = ?,
			completed_at = ?, attempts = attempts - ? where id = ? and claimed_at in (?, ?)
			and (status = 'IN_FLIGHT' or (status = 'IN_DOUBT' and error_code = 'INTERRUPTED'))""";

	/** Rounded to the millisecond, a claim of theirs can look as much later. */
	private static final String KEEP_FORMER = """
			insert into bulksend_former_taker (handout_id, number, until, taker)
			values (?, ?, clock_timestamp() + interval '1 millisecond', ?)""";

	/**
	 * Calls of who had the chunk when they were claimed, and is not there any more. The
	 * clock may have been set back since.
	 */
	private static final String INTERRUPT = """
			update bulksend_message m set status = 'IN_DOUBT', error_code = ?, error_message = ?,
			completed_at = current_timestamp where m.id = any (?) and m.status = 'IN_FLIGHT'
			and not exists (select 1 from bulksend_member t where t.seen_at > clock_timestamp() - interval '5 seconds'
			and t.token = (select f.taker from bulksend_former_taker f where f.handout_id = ? and f.number = ?
			order by f.until <= m.claimed_at, case when f.until > m.claimed_at then f.until end, f.until desc limit 1))""";

	/**
	 * In milliseconds. Who is halted within a transaction loses it: else whoever takes
	 * its chunk waits for as long.
	 */
	private static final int SILENCE = 8_000;

	private final Connection connection;

	private final long handOut;

	private final long token;

	private final long base;

	private final OwnClaims claimed;

	private final Sources sources;

	private final Entries entries;

	/** The number of each chunk that was taken, by its first row. */
	private final NavigableMap<Long, Integer> taken = new TreeMap<>();

	/**
	 * Opens the ledger of a file.
	 * @param dataSource the ledger's database
	 * @param file the file's id
	 * @param handOut whose chunks are taken
	 * @param token by which others see who took one
	 * @param claimed what it has claimed earlier, by another connection perhaps
	 * @throws LedgerException if the database cannot be used
	 */
	public SharedLedger(DataSource dataSource, long file, long handOut, long token, OwnClaims claimed) {
		this(dataSource, file, handOut, token, claimed, SILENCE);
	}

	SharedLedger(DataSource dataSource, long file, long handOut, long token, OwnClaims claimed, int silence) {
		this.handOut = handOut;
		this.token = token;
		this.claimed = claimed;
		this.base = MessageLedger.id(file, 0);
		Connection opened = null;
		try {
			opened = dataSource.getConnection();
			giveUpAfter(opened, String.valueOf(silence));
			opened.setAutoCommit(false);
			this.sources = new Sources(opened, file, true);
			this.entries = new Entries(opened, file);
			this.entries.besideItsRun();
			this.connection = opened;
		}
		catch (SQLException ex) {
			JdbcUtils.closeConnection(opened);
			throw new LedgerException(ex);
		}
	}

	/**
	 * Takes a chunk. From now on whoever had it before claims no row of it any more.
	 * @param number the chunk's number
	 * @param first its first row's number
	 * @param last its last row's number
	 * @return what the ledger has of its rows
	 */
	public List<Entry> take(int number, long first, long last) {
		return inTransaction(() -> {
			try (PreparedStatement select = this.connection
				.prepareStatement("select taker from bulksend_chunk where handout_id = ? and number = ? for update")) {
				select.setLong(1, this.handOut);
				select.setInt(2, number);
				try (ResultSet row = select.executeQuery()) {
					if (row.next()) {
						change(KEEP_FORMER, number, row.getLong(1));
					}
				}
			}
			change(TAKE, number, this.token);
			this.taken.put(first, number);
			return this.entries.find(first, last);
		});
	}

	private void change(String sql, int number, long taker) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			statement.setLong(1, this.handOut);
			statement.setInt(2, number);
			statement.setLong(3, taker);
			statement.executeUpdate();
		}
	}

	/**
	 * A chunk is not worked on any more.
	 * @param first its first row's number
	 */
	public void drop(long first) {
		this.taken.remove(first);
	}

	/**
	 * Looks again at rows whose calls somebody else had begun who had the chunk before.
	 * Who is not there any more will not say what became of them: they are in doubt.
	 * @param number the chunk's number
	 * @param rows the rows' numbers, at least one
	 * @return what the ledger has of them
	 */
	public List<Entry> settle(int number, Set<Long> rows) {
		return inTransaction(() -> {
			try (PreparedStatement update = this.connection.prepareStatement(INTERRUPT)) {
				update.setString(1, MessageLedger.INTERRUPTED.errorCode());
				update.setString(2, MessageLedger.INTERRUPTED.errorMessage());
				update.setArray(3, array("bigint", rows.stream().map((row) -> this.base + row).toList()));
				update.setLong(4, this.handOut);
				update.setInt(5, number);
				update.executeUpdate();
			}
			return this.entries.find(Collections.min(rows), Collections.max(rows))
				.stream()
				.filter((entry) -> rows.contains(entry.row()))
				.toList();
		});
	}

	@Override
	public Set<Long> record(List<Booking> bookings, List<Claim> claims) {
		Set<Long> denied = inTransaction(() -> {
			book(bookings);
			return claims.isEmpty() ? Set.of() : claim(claims);
		});
		Set<Long> rows = claims.stream()
			.map(Claim::row)
			.filter((row) -> !denied.contains(row))
			.collect(Collectors.toSet());
		bookings.stream().map(Booking::row).filter((row) -> !rows.contains(row)).forEach(this.claimed::booked);
		rows.forEach(this.claimed::claimed);
		return denied;
	}

	private void book(List<Booking> bookings) throws SQLException {
		if (bookings.isEmpty()) {
			return;
		}
		try (PreparedStatement update = this.connection.prepareStatement(BOOK)) {
			for (Booking booking : bookings) {
				OwnClaims.Times times = this.claimed.of(booking.row());
				if (times == null) {
					// Its claim was given up before it was made.
					continue;
				}
				boolean decided = booking.outcome().status() != Status.NOT_SENT;
				update.setString(1, booking.outcome().status().name());
				update.setString(2, booking.outcome().messageId());
				update.setString(3, booking.outcome().errorCode());
				update.setString(4, booking.outcome().errorMessage());
				update.setObject(5, decided ? MessageLedger.atOffset(booking.at()) : null);
				update.setInt(6, booking.called() ? 0 : 1);
				update.setLong(7, this.base + booking.row());
				update.setObject(8, times.latest());
				update.setObject(9, times.before());
				update.addBatch();
			}
			update.executeBatch();
		}
	}

	private Set<Long> claim(List<Claim> claims) throws SQLException {
		Map<Integer, OffsetDateTime> held = held(claims.stream().map(this::chunk).collect(Collectors.toSet()));
		List<Claim> ours = claims.stream().filter((claim) -> held.containsKey(chunk(claim))).toList();
		Set<Long> granted = new HashSet<>();
		if (!ours.isEmpty()) {
			ours.forEach((claim) -> this.claimed.claim(claim.row(), held.get(chunk(claim))));
			this.sources.record(ours);
			insert(ours.stream().filter((claim) -> !claim.known()).toList(), granted);
			// A row that is there all the same was given up by who had it before.
			update(ours.stream().filter((claim) -> !granted.contains(claim.row())).toList(), granted);
		}
		return claims.stream()
			.map(Claim::row)
			.filter((row) -> !granted.contains(row))
			.collect(Collectors.toUnmodifiableSet());
	}

	private Integer chunk(Claim claim) {
		Map.Entry<Long, Integer> chunk = this.taken.floorEntry(claim.row());
		return (chunk != null) ? chunk.getValue() : -1;
	}

	/**
	 * Those of chunks that are still ours, and the time of all that this transaction
	 * claims.
	 */
	private Map<Integer, OffsetDateTime> held(Set<Integer> chunks) throws SQLException {
		Map<Integer, OffsetDateTime> held = new HashMap<>();
		try (PreparedStatement select = this.connection.prepareStatement(HELD)) {
			select.setLong(1, this.handOut);
			select.setLong(2, this.token);
			select.setArray(3, this.connection.createArrayOf("integer", chunks.toArray()));
			try (ResultSet rows = select.executeQuery()) {
				while (rows.next()) {
					held.put(rows.getInt(1), rows.getObject(2, OffsetDateTime.class));
				}
			}
		}
		return held;
	}

	private void insert(List<Claim> claims, Set<Long> granted) throws SQLException {
		if (claims.isEmpty()) {
			return;
		}
		try (PreparedStatement insert = this.connection.prepareStatement(CLAIM)) {
			insert.setArray(1, array("bigint", claims.stream().map((claim) -> this.base + claim.row()).toList()));
			insert.setArray(2,
					array("varchar", claims.stream().map((claim) -> MessageLedger.text(claim.recipient())).toList()));
			insert.setArray(3, array("bigint", claims.stream().map((claim) -> claim.key().high()).toList()));
			insert.setArray(4, array("bigint", claims.stream().map((claim) -> claim.key().low()).toList()));
			insert.setArray(5, array("bigint", claims.stream().map(Claim::fields).toList()));
			insert.setArray(6, array("bigint", claims.stream().map(Claim::header).toList()));
			try (ResultSet rows = insert.executeQuery()) {
				while (rows.next()) {
					granted.add(rows.getLong(1) - this.base);
				}
			}
		}
	}

	private void update(List<Claim> claims, Set<Long> granted) throws SQLException {
		if (claims.isEmpty()) {
			return;
		}
		try (PreparedStatement update = this.connection.prepareStatement(CLAIM_AGAIN)) {
			for (Claim claim : claims) {
				update.setString(1, MessageLedger.text(claim.recipient()));
				update.setLong(2, claim.key().high());
				update.setLong(3, claim.key().low());
				update.setLong(4, claim.fields());
				update.setLong(5, claim.header());
				update.setLong(6, this.base + claim.row());
				update.addBatch();
			}
			int[] changed = update.executeBatch();
			for (int i = 0; i < changed.length; i++) {
				if (changed[i] == 1) {
					granted.add(claims.get(i).row());
				}
			}
		}
	}

	private Array array(String type, List<?> values) throws SQLException {
		return this.connection.createArrayOf(type, new ArrayList<>(values).toArray());
	}

	private <T> T inTransaction(Work<T> work) {
		try {
			T result = work.run();
			this.connection.commit();
			return result;
		}
		catch (SQLException ex) {
			try {
				this.connection.rollback();
			}
			catch (SQLException rollback) {
				ex.addSuppressed(rollback);
			}
			throw new LedgerException(ex);
		}
	}

	private static void giveUpAfter(Connection connection, String silence) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("set idle_in_transaction_session_timeout = " + silence);
		}
	}

	@Override
	public void close() {
		try (this.connection) {
			this.connection.rollback();
			// Whoever has it next may take longer.
			giveUpAfter(this.connection, "default");
			this.connection.commit();
		}
		catch (SQLException ex) {
			// It is closed, or of no use to anybody.
		}
	}

	private interface Work<T> {

		T run() throws SQLException;

	}

}
