package io.bulksend.ledger;

import java.util.EnumMap;
import java.util.Map;

import javax.sql.DataSource;

import io.bulksend.campaign.Status;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What became of the first messages of a file. Safe for use by several threads.
 */
public final class FirstMessages {

	/** What the file took over from one that it replaced was claimed before its plan. */
	private static final String COUNT = """
			select status, count(*) as messages from (
			select status from bulksend_message where id > ? and id < ? and attempts > 0
			and claimed_at >= (select planned_at from bulksend_file where id = ?)
			order by id limit ?) as first_messages group by status""";

	private final JdbcClient jdbc;

	public FirstMessages(DataSource dataSource) {
		this.jdbc = JdbcClient.create(dataSource);
	}

	/**
	 * Counts the first messages that were tried, in the file's order.
	 * @param file the file, planned
	 * @param messages how many messages at the most
	 * @return how many of them have each status; NOT_SENT are those to be tried again
	 */
	public Map<Status, Long> count(FileRecord file, long messages) {
		Map<Status, Long> counts = new EnumMap<>(Status.class);
		this.jdbc.sql(COUNT)
			.params(MessageLedger.id(file.id(), 0), MessageLedger.id(file.id() + 1, 0), file.id(), messages)
			.query((row) -> {
				counts.merge(MessageLedger.status(row.getString("status")), row.getLong("messages"), Long::sum);
			});
		return counts;
	}

}
