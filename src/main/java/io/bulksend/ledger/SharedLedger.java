package io.bulksend.ledger;

import java.io.Closeable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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

	/** No token. */
	private static final long NOBODY = -1;

	private static final String TAKE = """
			insert into bulksend_chunk (handout_id, number, taker) values (?, ?, ?)
			on conflict (handout_id, number) do update set taker = excluded.taker""";

	/** Whoever takes a chunk waits until this transaction has ended. */
	private static final String HELD = """
			select number from bulksend_chunk where handout_id = ? and taker = ? and number = any (?) for share""";

	/** One statement for all, which tells what it has inserted. */
	private static final String CLAIM = """
			insert into bulksend_message (id, status, recipient, key_high, key_low, fields, header, attempts, claimed_at)
			select c.id, 'IN_FLIGHT', c.recipient, c.key_high, c.key_low, c.fields, nullif(c.header, 0), 1,
			current_timestamp
			from unnest(?::bigint[], ?::varchar[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
			as c (id, recipient, key_high, key_low, fields, header) order by c.id
			on conflict (id) do nothing returning id""";

	private static final String CLAIM_AGAIN = """
			update bulksend_message set status = 'IN_FLIGHT', attempts = attempts + 1, claimed_at = current_timestamp,
			recipient = ?, key_high = ?, key_low = ?, fields = ?, header = nullif(?, 0), error_code = null,
			error_message = null, completed_at = null where id = ? and status = 'NOT_SENT'""";

	private static final String BOOK = """
			update bulksend_message set status = ?, message_id = ?, error_code = ?, error_message = ?,
			completed_at = ?, attempts = attempts - ? where id = ?
			and (status = 'IN_FLIGHT' or (status = 'IN_DOUBT' and error_code = 'INTERRUPTED'))""";

	/** A call whose process is not there any more. */
	private static final String INTERRUPT = """
			update bulksend_message m set status = 'IN_DOUBT', error_code = ?, error_message = ?,
			completed_at = current_timestamp where m.id between ? and ? and m.status = 'IN_FLIGHT'
			and not exists (select 1 from bulksend_member t where t.token = ?
			and t.seen_at > clock_timestamp() - interval '5 seconds')""";

	private final Connection connection;

	private final long handOut;

	private final long token;

	private final long base;

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
	 * @throws LedgerException if the database cannot be used
	 */
	public SharedLedger(DataSource dataSource, long file, long handOut, long token) {
		this.handOut = handOut;
		this.token = token;
		this.base = MessageLedger.id(file, 0);
		Connection opened = null;
		try {
			opened = dataSource.getConnection();
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
	 * A chunk as it was when it was taken.
	 *
	 * @param entries what the ledger has of its rows
	 * @param before the token of who had it before
	 */
	public record TakenChunk(List<Entry> entries, long before) {

		public TakenChunk {
			entries = List.copyOf(entries);
		}

	}

	/**
	 * Takes a chunk. From now on whoever had it before claims no row of it any more.
	 * @param number the chunk's number
	 * @param first its first row's number
	 * @param last its last row's number
	 * @return what is there
	 */
	public TakenChunk take(int number, long first, long last) {
		return inTransaction(() -> {
			long before = NOBODY;
			try (PreparedStatement select = this.connection
				.prepareStatement("select taker from bulksend_chunk where handout_id = ? and number = ? for update")) {
				select.setLong(1, this.handOut);
				select.setInt(2, number);
				try (ResultSet row = select.executeQuery()) {
					before = row.next() ? row.getLong(1) : NOBODY;
				}
			}
			try (PreparedStatement insert = this.connection.prepareStatement(TAKE)) {
				insert.setLong(1, this.handOut);
				insert.setInt(2, number);
				insert.setLong(3, this.token);
				insert.executeUpdate();
			}
			this.taken.put(first, number);
			return new TakenChunk(this.entries.find(first, last), before);
		});
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
	 * @param first the first row's number
	 * @param last the last row's number
	 * @param before the token of who had the chunk
	 * @return what the ledger has of the rows
	 */
	public List<Entry> settle(long first, long last, long before) {
		return inTransaction(() -> {
			try (PreparedStatement update = this.connection.prepareStatement(INTERRUPT)) {
				update.setString(1, MessageLedger.INTERRUPTED.errorCode());
				update.setString(2, MessageLedger.INTERRUPTED.errorMessage());
				update.setLong(3, this.base + first);
				update.setLong(4, this.base + last);
				update.setLong(5, before);
				update.executeUpdate();
			}
			return this.entries.find(first, last);
		});
	}

	@Override
	public Set<Long> record(List<Booking> bookings, List<Claim> claims) {
		return inTransaction(() -> {
			book(bookings);
			return claims.isEmpty() ? Set.of() : claim(claims);
		});
	}

	private void book(List<Booking> bookings) throws SQLException {
		if (bookings.isEmpty()) {
			return;
		}
		try (PreparedStatement update = this.connection.prepareStatement(BOOK)) {
			for (Booking booking : bookings) {
				boolean decided = booking.outcome().status() != Status.NOT_SENT;
				update.setString(1, booking.outcome().status().name());
				update.setString(2, booking.outcome().messageId());
				update.setString(3, booking.outcome().errorCode());
				update.setString(4, booking.outcome().errorMessage());
				update.setObject(5, decided ? MessageLedger.atOffset(booking.at()) : null);
				update.setInt(6, booking.called() ? 0 : 1);
				update.setLong(7, this.base + booking.row());
				update.addBatch();
			}
			update.executeBatch();
		}
	}

	private Set<Long> claim(List<Claim> claims) throws SQLException {
		Set<Integer> held = held(claims.stream().map(this::chunk).collect(Collectors.toSet()));
		List<Claim> ours = claims.stream().filter((claim) -> held.contains(chunk(claim))).toList();
		Set<Long> granted = new HashSet<>();
		if (!ours.isEmpty()) {
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

	private Set<Integer> held(Set<Integer> chunks) throws SQLException {
		Set<Integer> held = new HashSet<>();
		try (PreparedStatement select = this.connection.prepareStatement(HELD)) {
			select.setLong(1, this.handOut);
			select.setLong(2, this.token);
			select.setArray(3, this.connection.createArrayOf("integer", chunks.toArray()));
			try (ResultSet rows = select.executeQuery()) {
				while (rows.next()) {
					held.add(rows.getInt(1));
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

	@Override
	public void close() {
		JdbcUtils.closeConnection(this.connection);
	}

	private interface Work<T> {

		T run() throws SQLException;

	}

}
