package io.bulksend.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

import io.bulksend.campaign.Status;

/**
 * What one look through all entries of a file gives.
 *
 * @param counts how many entries there are of each status; calls under way count as in
 * doubt; immutable
 * @param underWay how many calls are under way, or were when their process died
 * @param calls how many calls were claimed, repeated ones too
 */
public record EntryCounts(Map<Status, Long> counts, long underWay, long calls) {

	private static final String SELECT = """
			select status, count(*), sum(attempts) from bulksend_message where id between ? and ? group by status""";

	public EntryCounts {
		counts = Map.copyOf(counts);
	}

	static EntryCounts read(Connection connection, long file) throws SQLException {
		Map<Status, Long> counts = new EnumMap<>(Status.class);
		long underWay = 0;
		long calls = 0;
		try (PreparedStatement select = connection.prepareStatement(SELECT)) {
			select.setLong(1, MessageLedger.id(file, 0));
			select.setLong(2, MessageLedger.lastId(file));
			try (ResultSet rows = select.executeQuery()) {
				while (rows.next()) {
					String state = rows.getString(1);
					counts.merge(MessageLedger.status(state), rows.getLong(2), Long::sum);
					underWay += MessageLedger.IN_FLIGHT.equals(state) ? rows.getLong(2) : 0;
					calls += rows.getLong(3);
				}
			}
		}
		return new EntryCounts(counts, underWay, calls);
	}

	/**
	 * How many rows have a status.
	 * @param status any status
	 * @return the number of entries
	 */
	public long count(Status status) {
		return this.counts.getOrDefault(status, 0L);
	}

	/**
	 * How many rows are decided.
	 * @return the number of entries whose message is not left to send
	 */
	public long decided() {
		return this.counts.values().stream().mapToLong(Long::longValue).sum() - count(Status.NOT_SENT);
	}

}
