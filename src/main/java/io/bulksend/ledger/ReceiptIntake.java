package io.bulksend.ledger;

import java.io.Closeable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import javax.sql.DataSource;

import io.bulksend.campaign.Receipt;
import io.bulksend.ledger.database.LedgerException;

/**
 * Takes receipts into the ledger, all of a file or none: nothing is kept unless
 * {@link #commit()} says so. Receipts may come in any order, again, and before the ledger
 * knows the message. Memory stays flat. Not for use by several threads.
 */
public final class ReceiptIntake implements Closeable {

	/**
	 * Messages a group, of some 400 bytes each in memory: so many that what is reported
	 * of a message in a day nearly always comes together, and is written once.
	 */
	private static final int GROUP = 120_000;

	/** Messages looked up at once: H2 takes no list of more than 65,536. */
	private static final int LOOK_UP = 50_000;

	/** Messages written at once. */
	private static final int BATCH = 1_000;

	/**
	 * From so many messages on, reading all of the ledger's ids costs less than changing
	 * each receipt later; {@link ReceiptMatch} reads them once for all smaller groups.
	 */
	private static final int WORTH_A_LOOK = 5_000;

	private static final String INSERT = """
			insert into bulksend_receipt (status, remark, recipient, source, first_at, delivered_at, read_at,
			failed_at, zone, message_id, known) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s)""";

	private final Connection connection;

	private final String zone;

	private final Map<String, Reported> group = new HashMap<>();

	/**
	 * Begins to take in.
	 * @param dataSource the ledger's database
	 * @param zone the zone of the receipts' times
	 * @throws LedgerException if the database cannot be used
	 */
	public ReceiptIntake(DataSource dataSource, ZoneId zone) {
		this.zone = zone.getId();
		try {
			this.connection = dataSource.getConnection();
			this.connection.setAutoCommit(false);
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	/**
	 * Takes in a receipt.
	 * @param receipt the receipt
	 * @throws LedgerException if the database cannot be used
	 */
	public void add(Receipt receipt) {
		this.group.merge(MessageLedger.text(receipt.messageId()), Reported.of(receipt), Reported::and);
		if (this.group.size() == GROUP) {
			flush();
		}
	}

	/**
	 * Keeps what was taken in.
	 * @throws LedgerException if it could not be kept: none of it is
	 */
	public void commit() {
		flush();
		try {
			this.connection.commit();
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	/** Gives up what was not committed. */
	@Override
	public void close() {
		try (this.connection) {
			this.connection.rollback();
		}
		catch (SQLException ex) {
			// Nothing was kept: what went wrong before is what the caller must hear of.
			return;
		}
	}

	private void flush() {
		if (this.group.isEmpty()) {
			return;
		}
		try {
			List<Map.Entry<String, Reported>> changed = new ArrayList<>();
			if (Deliveries.any(this.connection)) {
				List<String> ids = new ArrayList<>(this.group.keySet());
				for (int start = 0; start < ids.size(); start += LOOK_UP) {
					changeKnown(ids.subList(start, Math.min(start + LOOK_UP, ids.size())), changed);
				}
			}
			write("""
					update bulksend_receipt set status = ?, remark = ?, recipient = ?, source = ?, first_at = ?,
					delivered_at = ?, read_at = ?, failed_at = ?, zone = ? where message_id = ?""", changed);
			insert();
			this.group.clear();
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	/**
	 * Takes those out of the group that the ledger has, and keeps the ones that say more.
	 */
	private void changeKnown(List<String> messageIds, List<Map.Entry<String, Reported>> changed) throws SQLException {
		Array ids = this.connection.createArrayOf("varchar", messageIds.toArray());
		try (PreparedStatement select = this.connection.prepareStatement(
				"""
						select r.message_id, r.status, r.remark, r.recipient, r.source, r.first_at, r.delivered_at, r.read_at,
						r.failed_at, r.zone, r.known from unnest(cast(? as varchar array)) as given (id) join bulksend_receipt r on r.message_id = given.id""")) {
			select.setArray(1, ids);
			try (ResultSet row = select.executeQuery()) {
				while (row.next()) {
					String id = row.getString(1);
					Reported before = Reported.read(row);
					Reported given = this.group.remove(id);
					Reported now = before.and(row.getBoolean(11) ? given.withoutPerson() : given);
					if (!now.equals(before) || !this.zone.equals(row.getString(10))) {
						changed.add(Map.entry(id, now));
					}
				}
			}
		}
	}

	/**
	 * Those that the ledger does not have yet. Whether it knows the message is seen at
	 * once where there are many: to change it later costs as much again.
	 */
	private void insert() throws SQLException {
		// In the order of the index, so that neighbours are written together.
		List<String> ids = new ArrayList<>(this.group.keySet());
		ids.sort(null);
		Set<String> knownIds = (ids.size() >= WORTH_A_LOOK) ? MessageIds.known(this.connection, this.group.keySet())
				: Set.of();
		List<Map.Entry<String, Reported>> known = new ArrayList<>(knownIds.size());
		List<Map.Entry<String, Reported>> unknown = new ArrayList<>(ids.size() - knownIds.size());
		for (String id : ids) {
			Reported reported = Objects.requireNonNull(this.group.get(id));
			if (knownIds.contains(id)) {
				known.add(Map.entry(id, reported.withoutPerson()));
			}
			else {
				unknown.add(Map.entry(id, reported));
			}
		}
		write(INSERT.formatted("true"), known);
		write(INSERT.formatted("false"), unknown);
	}

	private void write(String sql, List<Map.Entry<String, Reported>> messages) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			int written = 0;
			for (Map.Entry<String, Reported> message : messages) {
				message.getValue().write(statement);
				statement.setString(9, this.zone);
				statement.setString(10, message.getKey());
				statement.addBatch();
				if (++written % BATCH == 0 || written == messages.size()) {
					statement.executeBatch();
				}
			}
		}
	}

}
