package io.bulksend.ledger;

import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import javax.sql.DataSource;

import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.ledger.database.CampaignLockedException;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds the messages that receipts belong to: by their id, or else among the rows in
 * doubt, where a receipt for a message that nobody knows can only be of one of them. Safe
 * to repeat, and while campaigns are being sent.
 */
public final class ReceiptMatch {

	private static final int PAGE = 10_000;

	/**
	 * Receipts that are looked for at once. Each time all messages are read, in their
	 * order: to look each receipt up would read the ledger's pages over and over.
	 */
	private static final int LARGE_PAGE = 100_000;

	private static final String NOT_KNOWN = """
			select message_id from bulksend_receipt
			where not known and message_id > ? order by message_id fetch first %d rows only""".formatted(LARGE_PAGE);

	private static final String UNKNOWN = """
			select message_id, recipient, source, first_at, utc, zone, header from bulksend_receipt
			where not known and recipient is not null
			and (header is not null or (source is not null and first_at is not null))
			and message_id > ? order by message_id fetch first %d rows only""".formatted(PAGE);

	private static final String RECOGNISE = """
			update bulksend_receipt set known = true, recipient = null, source = null, header = null where message_id = ?""";

	private static final String SETTLE = """
			update bulksend_message set status = 'ACCEPTED', message_id = ?, error_code = null, error_message = null,
			completed_at = ? where id = ? and status = 'IN_DOUBT'""";

	private final DataSource dataSource;

	private final JdbcTemplate batches;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Campaigns campaigns;

	private final Clock clock;

	/**
	 * A match of a ledger's receipts.
	 * @param dataSource the ledger's database
	 * @param campaigns its campaigns
	 * @param clock tells when something was settled
	 */
	public ReceiptMatch(DataSource dataSource, Campaigns campaigns, Clock clock) {
		this.dataSource = dataSource;
		this.batches = new JdbcTemplate(dataSource);
		this.jdbc = JdbcClient.create(this.batches);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		this.campaigns = campaigns;
		this.clock = clock;
	}

	/**
	 * What the receipts belong to.
	 *
	 * @param messages how many messages there are receipts of
	 * @param unknown how many of them the ledger does not know, or not yet
	 * @param settled how many messages were in doubt and are accepted now
	 * @param campaigns the campaigns of those that were settled, in alphabetical order
	 */
	public record Matched(long messages, long unknown, long settled, Set<String> campaigns) {
	}

	/**
	 * Matches all receipts that the ledger holds.
	 * @return what they belong to
	 * @throws org.springframework.dao.DataAccessException if the database cannot be used
	 */
	public Matched run() {
		// In this order: a call that is under way now may get its id before the next
		// line.
		Doubts doubts = Doubts.read(this.jdbc);
		recognise();
		Set<String> settled = new TreeSet<>();
		long count = doubts.isEmpty() ? 0 : settle(doubts, settled);
		return new Matched(count("select count(*) from bulksend_receipt"),
				count("select count(*) from bulksend_receipt where not known"), count, settled);
	}

	private long count(String sql) {
		return this.jdbc.sql(sql).query(Long.class).single();
	}

	private void recognise() {
		String after = "";
		List<String> page;
		do {
			page = this.jdbc.sql(NOT_KNOWN).param(after).query(String.class).list();
			Set<String> ids = new HashSet<>(page);
			recognise(this.batches.execute((Connection connection) -> MessageIds.known(connection, ids)));
			after = page.isEmpty() ? after : page.get(page.size() - 1);
		}
		while (page.size() == LARGE_PAGE);
	}

	private void recognise(Set<String> messageIds) {
		// In the order of the index, so that neighbours are written together.
		List<String> inOrder = messageIds.stream().sorted().toList();
		this.transaction.executeWithoutResult((status) -> this.batches.batchUpdate(RECOGNISE, inOrder, LARGE_PAGE,
				(statement, id) -> statement.setString(1, id)));
	}

	private long settle(Doubts doubts, Set<String> settled) {
		for (String campaign : doubts.campaignsUnderWay()) {
			if (endDeadRun(campaign)) {
				doubts.interrupted(campaign);
			}
		}
		explain(doubts);
		long count = 0;
		for (Doubt doubt : doubts.all()) {
			String messageId = doubt.certainId();
			if (messageId != null && settle(doubt, messageId)) {
				count++;
				settled.add(doubt.campaign());
			}
		}
		return count;
	}

	/** A campaign that nobody holds is not being sent, whatever its rows say. */
	private boolean endDeadRun(String campaign) {
		CampaignLock lock;
		try {
			lock = CampaignLock.acquire(this.dataSource, campaign);
		}
		catch (CampaignLockedException ex) {
			return false;
		}
		try {
			for (FileRecord file : this.campaigns.files(campaign)) {
				try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, file)) {
					ledger.interruptUnfinished();
				}
			}
			return true;
		}
		finally {
			lock.close();
		}
	}

	private void explain(Doubts doubts) {
		String after = "";
		int size;
		do {
			List<String> ids = this.jdbc.sql(UNKNOWN).param(after).query((row, number) -> {
				String id = row.getString(1);
				LocalDateTime first = row.getObject(4, LocalDateTime.class);
				doubts.explain(id, row.getString(2), row.getLong(7), row.getString(3), (first != null)
						? Reported.firstAt(first, row.getInt(5)).in(ZoneId.of(row.getString(6))) : null);
				return id;
			}).list();
			size = ids.size();
			after = ids.isEmpty() ? after : ids.get(size - 1);
		}
		while (size == PAGE);
	}

	/**
	 * Settles it everywhere or nowhere: a run that sends it again at this moment has
	 * changed its row.
	 */
	private boolean settle(Doubt doubt, String messageId) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			for (long entry : doubt.entries()) {
				int changed = this.jdbc.sql(SETTLE).params(messageId, OffsetDateTime.now(this.clock), entry).update();
				if (changed != 1) {
					status.setRollbackOnly();
					return false;
				}
			}
			this.jdbc.sql(RECOGNISE).param(messageId).update();
			return true;
		}));
	}

}
