package io.bulksend.ledger;

import java.io.Closeable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import javax.sql.DataSource;

import io.bulksend.campaign.delivery.OptOutWish;
import io.bulksend.campaign.delivery.Receipt;
import io.bulksend.ledger.database.LedgerException;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Takes what the webhook posted into the ledger, all of a file or none: nothing of it is
 * kept unless {@link #keep()} says so, and nothing at all before {@link #commit()}. It
 * may come in any order, again, and before the ledger knows the message. Memory stays
 * flat. Not for use by several threads.
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
			insert into bulksend_receipt (status, remark, recipient, source, header, first_at, delivered_at, read_at,
			failed_at, utc, zone, message_id, known) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s)""";

	private final Connection connection;

	private final ZoneId zone;

	private final OptOutIntake wishes;

	/** Of files that are kept. */
	private final Map<String, Reported> group = new HashMap<>();

	/** Of the file that is read now. */
	private final Map<String, Reported> pending = new HashMap<>();

	/** Whether a part of that file has its place in the database already. */
	private boolean spilled;

	/**
	 * Begins to take in.
	 * @param dataSource the ledger's database
	 * @param clock the time, which nothing that is taken in is later than
	 * @param zone the zone of times that name none
	 * @throws LedgerException if the database cannot be used
	 */
	public ReceiptIntake(DataSource dataSource, Clock clock, ZoneId zone) {
		this.zone = zone;
		try {
			this.connection = dataSource.getConnection();
			this.connection.setAutoCommit(false);
			this.wishes = new OptOutIntake(this.connection, clock, zone);
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
		merge(this.pending, MessageLedger.text(receipt.messageId()), Reported.of(receipt));
		if (this.pending.size() == GROUP) {
			spill();
		}
	}

	private void merge(Map<String, Reported> messages, String messageId, Reported reported) {
		messages.merge(messageId, reported, (one, other) -> one.and(other, this.zone));
	}

	/** What is kept goes first, as what is not may have to be taken back. */
	private void spill() {
		if (!this.spilled) {
			flush(this.group);
			commitGroup();
		}
		this.spilled = true;
		flush(this.pending);
	}

	/** Keeps what was taken in since the last file. */
	public void keep() {
		if (this.spilled) {
			flush(this.pending);
			commitGroup();
		}
		else {
			this.pending.forEach((messageId, reported) -> merge(this.group, messageId, reported));
			if (this.group.size() >= GROUP) {
				flush(this.group);
				commitGroup();
			}
		}
		this.wishes.keep();
		this.pending.clear();
		this.spilled = false;
	}

	/** Gives up what was taken in since the last file. */
	public void drop() {
		if (this.spilled) {
			try {
				this.connection.rollback();
			}
			catch (SQLException ex) {
				throw new LedgerException(ex);
			}
		}
		this.wishes.drop();
		this.pending.clear();
		this.spilled = false;
	}

	private void commitGroup() {
		try {
			this.connection.commit();
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	/**
	 * Takes in what a person asked for.
	 * @param wish what they asked for
	 */
	public void add(OptOutWish wish) {
		this.wishes.add(wish);
	}

	/**
	 * Keeps what was taken in, for good.
	 * @return how many people will be written to no more, and how many again, who were
	 * not before
	 * @throws LedgerException if it could not be kept: none of it is
	 */
	public OptOuts.Changed commit() {
		keep();
		flush(this.group);
		try {
			OptOuts.Changed changed = this.wishes.flush();
			this.connection.commit();
			return changed;
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

	private void flush(Map<String, Reported> messages) {
		if (messages.isEmpty()) {
			return;
		}
		try {
			List<Map.Entry<String, Reported>> changed = new ArrayList<>();
			if (Deliveries.any(this.connection)) {
				List<String> ids = new ArrayList<>(messages.keySet());
				for (int start = 0; start < ids.size(); start += LOOK_UP) {
					changeKnown(messages, ids.subList(start, Math.min(start + LOOK_UP, ids.size())), changed);
				}
			}
			write("""
					update bulksend_receipt set status = ?, remark = ?, recipient = ?, source = ?, header = ?, first_at = ?,
					delivered_at = ?, read_at = ?, failed_at = ?, utc = ?, zone = ? where message_id = ?""",
					changed);
			insert(messages);
			messages.clear();
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	/**
	 * Takes those out that the ledger has, and keeps the ones that say more.
	 */
	private void changeKnown(Map<String, Reported> messages, List<String> messageIds,
			List<Map.Entry<String, Reported>> changed) throws SQLException {
		Array ids = this.connection.createArrayOf("varchar", messageIds.toArray());
		try (PreparedStatement select = this.connection.prepareStatement(
				"""
						select r.message_id, r.status, r.remark, r.recipient, r.source, r.header, r.first_at, r.delivered_at,
						r.read_at, r.failed_at, r.utc, r.zone, r.known from unnest(cast(? as varchar array)) as given (id) join bulksend_receipt r on r.message_id = given.id""")) {
			select.setArray(1, ids);
			try (ResultSet row = select.executeQuery()) {
				while (row.next()) {
					String id = row.getString(1);
					Reported before = Reported.read(row);
					Reported given = messages.remove(id);
					Reported now = before.and(row.getBoolean(13) ? given.withoutPerson() : given, this.zone);
					if (!now.equals(before) || !this.zone.getId().equals(row.getString(12))) {
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
	private void insert(Map<String, Reported> messages) throws SQLException {
		// In the order of the index, so that neighbours are written together.
		List<String> ids = new ArrayList<>(messages.keySet());
		ids.sort(null);
		// Whose message was forgotten is not to come back with its receipts: kept is only
		// what may be of a message that is here, or under way.
		JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(this.connection, true));
		Doubts doubts = Forgetting.any(jdbc) ? Doubts.read(jdbc) : null;
		Set<String> knownIds = (ids.size() >= WORTH_A_LOOK || doubts != null)
				? MessageIds.known(this.connection, messages.keySet()) : Set.of();
		List<Map.Entry<String, Reported>> known = new ArrayList<>(knownIds.size());
		List<Map.Entry<String, Reported>> unknown = new ArrayList<>(ids.size() - knownIds.size());
		for (String id : ids) {
			Reported reported = Objects.requireNonNull(messages.get(id));
			if (knownIds.contains(id)) {
				known.add(Map.entry(id, reported.withoutPerson()));
			}
			else if (doubts == null || doubts.couldBeTo(reported.recipient())) {
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
				statement.setString(11, this.zone.getId());
				statement.setString(12, message.getKey());
				statement.addBatch();
				if (++written % BATCH == 0 || written == messages.size()) {
					statement.executeBatch();
				}
			}
		}
	}

}
