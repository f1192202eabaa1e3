package io.bulksend.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Status;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was decided about a campaign's messages under its earlier files, for the file that
 * replaces them. What was sent again since, under a file in between, does not count.
 * Memory stays flat: entries are read a page at a time.
 */
public final class EarlierMessages {

	private static final int PAGE = 10_000;

	private static final String FILE = """
			select f.id from bulksend_file f join bulksend_campaign c on c.id = f.campaign_id
			where c.name = ? and f.id <> ? order by f.id""";

	private static final String PAGE_OF_FILE = """
			select id, status, recipient, key_high, key_low, fields from bulksend_message
			where id > ? and id < ? and key_high is not null and (message_id is null or not exists
			(select 1 from bulksend_resent r where r.message_id = bulksend_message.message_id)) order by id fetch first %d rows only"""
		.formatted(PAGE);

	private static final String CARRY = """
			insert into bulksend_message (id, status, recipient, key_high, key_low, fields, header, attempts,
			message_id, error_code, error_message, claimed_at, completed_at)
			select ?, status, recipient, key_high, key_low, fields, header, attempts, message_id,
			error_code, error_message, claimed_at, completed_at
			from bulksend_message where id = ?""";

	private static final String CARRY_RESENT = """
			insert into bulksend_resent (id, message_id, claimed_at)
			select ?, message_id, claimed_at from bulksend_resent where id = ?""";

	private final JdbcClient jdbc;

	private final JdbcTemplate batches;

	private final FileRecord file;

	/**
	 * The earlier messages of a file's campaign.
	 * @param dataSource the ledger's database
	 * @param file the file that replaces the others
	 */
	public EarlierMessages(DataSource dataSource, FileRecord file) {
		this.batches = new JdbcTemplate(dataSource);
		this.jdbc = JdbcClient.create(this.batches);
		this.file = file;
	}

	/**
	 * A message that was decided about.
	 *
	 * @param entry the ledger's id of what was decided
	 * @param status what was decided
	 * @param key what makes another message the same
	 * @param recipient whom it is for, as {@link io.bulksend.campaign.Message#address}
	 * writes it
	 * @param fields what {@link io.bulksend.campaign.MessageFields} left of it
	 */
	public record EarlierMessage(long entry, Status status, MessageKey key, String recipient, long fields) {
	}

	/**
	 * What a row of the new file takes over.
	 *
	 * @param row the row's number
	 * @param entry the ledger's id of what was decided
	 */
	public record Carried(long row, long entry) {
	}

	/**
	 * The campaign's rule to compare messages by.
	 * @return the rule
	 */
	public KeyVersion keyVersion() {
		return this.file.keyVersion();
	}

	/**
	 * Reads all messages that were decided about.
	 * @param oncePer what counts as the same message
	 * @param statuses the decisions that count
	 * @param consumer takes the messages, in no certain order
	 */
	public void forEach(OncePer oncePer, Set<Status> statuses, Consumer<EarlierMessage> consumer) {
		for (long file : this.jdbc.sql(FILE).params(this.file.campaign(), this.file.id()).query(Long.class).list()) {
			long after = MessageLedger.id(file, 0);
			List<EarlierMessage> page;
			do {
				page = this.jdbc.sql(PAGE_OF_FILE)
					.params(after, MessageLedger.id(file + 1, 0))
					.query((row, number) -> earlier(row, oncePer, this.file.keyVersion()))
					.list();
				for (EarlierMessage earlier : page) {
					if (statuses.contains(earlier.status())) {
						consumer.accept(earlier);
					}
					after = earlier.entry();
				}
			}
			while (page.size() == PAGE);
		}
	}

	/**
	 * Gives rows of the new file what was decided about their messages.
	 * @param rows the rows, which the ledger may not have yet
	 */
	public void carry(List<Carried> rows) {
		carry(CARRY, rows);
		if (!this.jdbc.sql("select 1 from bulksend_resent fetch first 1 rows only")
			.query(Integer.class)
			.list()
			.isEmpty()) {
			carry(CARRY_RESENT, rows);
		}
	}

	private void carry(String sql, List<Carried> rows) {
		this.batches.batchUpdate(sql, rows, PAGE, (statement, row) -> {
			statement.setLong(1, MessageLedger.id(this.file.id(), row.row()));
			statement.setLong(2, row.entry());
		});
	}

	private static EarlierMessage earlier(ResultSet row, OncePer oncePer, KeyVersion version) throws SQLException {
		MessageKey key = (oncePer == OncePer.MESSAGE) ? new MessageKey(row.getLong("key_high"), row.getLong("key_low"))
				: MessageKey.ofAddress(row.getString("recipient"), version);
		return new EarlierMessage(row.getLong("id"), MessageLedger.status(row.getString("status")), key,
				row.getString("recipient"), row.getLong("fields"));
	}

}
