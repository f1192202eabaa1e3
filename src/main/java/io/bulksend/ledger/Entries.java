package io.bulksend.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the ledger holds about the rows of one file. A call without an outcome was
 * interrupted, unless its run is known to go on.
 * <p>
 * Not for use by several threads. Everything runs in the connection's transaction, which
 * is the caller's to end.
 */
final class Entries {

	private static final Outcome UNDER_WAY = Outcome.of(Status.IN_DOUBT, null,
			"Its call was under way when this was written. Write the results again to see what became of it.");

	private final long base;

	private final Deliveries deliveries;

	private final PreparedStatement selectRange;

	private Outcome unfinished = MessageLedger.INTERRUPTED;

	Entries(Connection connection, long file) throws SQLException {
		this.base = MessageLedger.id(file, 0);
		this.deliveries = new Deliveries(connection);
		this.selectRange = connection.prepareStatement("""
				select id, status, attempts, message_id, error_code, error_message, completed_at
				from bulksend_message where id between ? and ? order by id""");
	}

	/** The run that sends the file goes on meanwhile. */
	void besideItsRun() {
		this.unfinished = UNDER_WAY;
	}

	/**
	 * What was decided about a range of rows.
	 * @param first the first row's number
	 * @param last the last row's number, included
	 * @return the entries in ascending order, without what receipts said of them
	 */
	List<Entry> find(long first, long last) throws SQLException {
		return find(first, last, Map.of());
	}

	/**
	 * What was decided about a range of rows, and delivered.
	 * @param first the first row's number
	 * @param last the last row's number, included
	 * @return the entries in ascending order, with what receipts said of them
	 */
	List<Entry> findDelivered(long first, long last) throws SQLException {
		return find(first, last, this.deliveries.find(this.base + first, this.base + last));
	}

	private List<Entry> find(long first, long last, Map<Long, Delivery> delivered) throws SQLException {
		List<Entry> entries = new ArrayList<>();
		this.selectRange.setLong(1, this.base + first);
		this.selectRange.setLong(2, this.base + last);
		try (ResultSet rows = this.selectRange.executeQuery()) {
			while (rows.next()) {
				entries.add(entry(rows, delivered.get(rows.getLong(1))));
			}
		}
		return entries;
	}

	private Entry entry(ResultSet row, @Nullable Delivery delivery) throws SQLException {
		String state = row.getString(2);
		Outcome outcome = MessageLedger.IN_FLIGHT.equals(state) ? this.unfinished
				: new Outcome(MessageLedger.status(state), row.getString(4), row.getString(5), row.getString(6));
		return new Entry(row.getLong(1) - this.base, outcome, row.getInt(3), row.getObject(7, OffsetDateTime.class),
				delivery);
	}

}
