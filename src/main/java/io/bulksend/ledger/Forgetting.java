package io.bulksend.ledger;

import java.sql.ResultSet;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.Person;
import io.bulksend.campaign.delivery.DeliveryStatus;
import io.bulksend.ledger.database.Vendor;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what is personal of a campaign out of the ledger: numbers, texts, ids, keys,
 * corrections and receipts, and what Spring Batch kept of its runs. The campaign's name,
 * its files' hashes and its counts stay. All of it or nothing, in one transaction.
 */
public final class Forgetting {

	private static final int PAGE = 10_000;

	private static final String ENTRIES = """
			select id, message_id, recipient from bulksend_message
			where id > ? and id < ? order by id fetch first %d rows only""".formatted(PAGE);

	private static final String COUNTS = """
			update bulksend_file set name = '', settings = null, source = '', retrying = false,
			calls = coalesce((select sum(attempts) from bulksend_message where id between ? and ?), 0),
			accepted = (select count(*) from bulksend_message where id between ? and ? and status = 'ACCEPTED')
			+ (select count(*) from bulksend_resent where id between ? and ?),
			sent = (select count(*) from bulksend_message where id between ? and ?
			and status in ('ACCEPTED', 'IN_DOUBT', 'IN_FLIGHT'))
			where id = ?""";

	/** The ids of files that no other campaign names. */
	private static final String MEDIA = """
			delete from bulksend_medium where sha256 in (
			select sha256 from bulksend_attachment where file_id = ?
			except select sha256 from bulksend_attachment where file_id <> ?)""";

	private static final String EXECUTIONS = """
			select distinct e.job_execution_id, e.job_instance_id from batch_job_execution e
			join batch_job_execution_params p on p.job_execution_id = e.job_execution_id
			where p.parameter_name = 'campaign' and p.parameter_value = ?""";

	private final JdbcClient jdbc;

	private final boolean shared;

	private final JdbcTemplate batches;

	private final TransactionTemplate transaction;

	private final Campaigns campaigns;

	private final CampaignOverview overview;

	private final Clock clock;

	/**
	 * Forgets in a ledger.
	 * @param dataSource the ledger's database
	 * @param campaigns its campaigns
	 * @param clock tells when something was forgotten
	 */
	public Forgetting(DataSource dataSource, Campaigns campaigns, Clock clock) {
		this.batches = new JdbcTemplate(dataSource);
		this.jdbc = JdbcClient.create(this.batches);
		this.shared = Boolean.TRUE.equals(this.batches.execute((ConnectionCallback<Boolean>) Vendor::isPostgres));
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		this.campaigns = campaigns;
		this.overview = new CampaignOverview(dataSource, campaigns);
		this.clock = clock;
	}

	/**
	 * Forgets a campaign.
	 * @param standing how it stands: no run holds it, and nothing of it is left to send
	 */
	public void forget(CampaignStanding standing) {
		this.transaction.executeWithoutResult((status) -> {
			long campaign = this.jdbc.sql("select id from bulksend_campaign where name = ?")
				.param(standing.campaign())
				.query(Long.class)
				.single();
			keepCounts(campaign, standing);
			List<FileRecord> files = this.campaigns.files(standing.campaign());
			Unmatched unmatched = new Unmatched();
			files.forEach((file) -> forgetFile(file, unmatched));
			forgetRuns(standing.campaign());
			this.jdbc
				.sql("update bulksend_campaign set forgotten_at = ?, changed_at = ?, results_size = null,"
						+ " results_modified = null where id = ?")
				.params(OffsetDateTime.now(this.clock), standing.lastChange(), campaign)
				.update();
		});
	}

	private void keepCounts(long campaign, CampaignStanding standing) {
		for (CodeCount finding : standing.findings()) {
			keepCount(campaign, false, finding.status().name(), finding.code(), finding.count());
		}
		FileRecord file = standing.file();
		Map<DeliveryStatus, Long> deliveries = (file != null) ? this.overview.deliveries(file) : Map.of();
		deliveries.forEach((status, count) -> keepCount(campaign, true, status.name(), null, count));
	}

	private void keepCount(long campaign, boolean delivery, String status, @Nullable String code, long count) {
		this.jdbc
			.sql("insert into bulksend_forgotten (campaign_id, delivery, status, error_code, messages)"
					+ " values (?, ?, ?, ?, ?)")
			.params(campaign, delivery, status, code, count)
			.update();
	}

	private void forgetFile(FileRecord file, Unmatched unmatched) {
		long first = MessageLedger.id(file.id(), 0);
		long last = MessageLedger.lastId(file.id());
		this.jdbc.sql(COUNTS).params(first, last, first, last, first, last, first, last, file.id()).update();
		forgetReceipts(this.jdbc.sql("select message_id from bulksend_resent where id between ? and ?")
			.params(first, last)
			.query(String.class)
			.list());
		forgetEntries(first, last + 1, unmatched);
		for (String table : List.of("bulksend_source", "bulksend_corrected_cell", "bulksend_resent")) {
			this.jdbc.sql("delete from " + table + " where id between ? and ?").params(first, last).update();
		}
		this.jdbc.sql(MEDIA).params(file.id(), file.id()).update();
		for (String table : List.of("bulksend_attachment", "bulksend_correction", "bulksend_added_column")) {
			this.jdbc.sql("delete from " + table + " where file_id = ?").param(file.id()).update();
		}
		if (this.shared) {
			this.jdbc.sql("delete from bulksend_day where file_id = ?").param(file.id()).update();
		}
	}

	private void forgetEntries(long first, long end, Unmatched unmatched) {
		long after = first;
		int size;
		do {
			List<String> messageIds = new ArrayList<>();
			long from = after;
			List<Long> entries = this.jdbc.sql(ENTRIES).params(from, end).query((row, number) -> {
				String messageId = row.getString(2);
				if (messageId != null) {
					messageIds.add(messageId);
				}
				String recipient = row.getString(3);
				if (recipient != null) {
					messageIds.addAll(unmatched.of(recipient));
				}
				return row.getLong(1);
			}).list();
			size = entries.size();
			if (size > 0) {
				after = entries.get(size - 1);
				forgetReceipts(messageIds);
				this.jdbc.sql("delete from bulksend_message where id between ? and ?").params(from, after).update();
			}
		}
		while (size == PAGE);
	}

	private void forgetReceipts(List<String> messageIds) {
		this.batches.batchUpdate("delete from bulksend_receipt where message_id = ?", messageIds, PAGE,
				(statement, id) -> statement.setString(1, id));
	}

	/** Their parameters name the file's path, and their messages may name anything. */
	private void forgetRuns(String campaign) {
		List<Run> runs = this.jdbc.sql(EXECUTIONS)
			.param(campaign)
			.query((row, number) -> new Run(row.getLong(1), row.getLong(2)))
			.list();
		for (Run run : runs) {
			this.jdbc.sql("""
					delete from batch_step_execution_context where step_execution_id in
					(select step_execution_id from batch_step_execution where job_execution_id = ?)""")
				.param(run.execution())
				.update();
			for (String table : List.of("batch_step_execution", "batch_job_execution_context",
					"batch_job_execution_params", "batch_job_execution")) {
				this.jdbc.sql("delete from " + table + " where job_execution_id = ?").param(run.execution()).update();
			}
		}
		for (Run run : runs) {
			this.jdbc.sql("delete from batch_job_instance where job_instance_id = ?").param(run.instance()).update();
		}
	}

	/**
	 * Says whether a ledger has forgotten something: it then keeps no receipt that cannot
	 * be of a message that it has.
	 * @param jdbc the ledger
	 * @return whether it has
	 */
	static boolean any(JdbcClient jdbc) {
		return !jdbc.sql("select 1 from bulksend_campaign where forgotten_at is not null fetch first 1 rows only")
			.query(Integer.class)
			.list()
			.isEmpty();
	}

	private record Run(long execution, long instance) {
	}

	/** The receipts of messages that the ledger does not know, by whom they went to. */
	private final class Unmatched {

		private final Map<Person, List<String>> byPerson = new HashMap<>();

		Unmatched() {
			Forgetting.this.jdbc
				.sql("select message_id, recipient from bulksend_receipt where not known and recipient is not null")
				.query((ResultSet row) -> {
					this.byPerson.computeIfAbsent(Person.of(row.getString(2)), (any) -> new ArrayList<>(1))
						.add(row.getString(1));
				});
		}

		List<String> of(String address) {
			List<String> ids = this.byPerson.remove(Person.of(Message.recipientOf(address)));
			return (ids != null) ? ids : List.of();
		}

	}

}
