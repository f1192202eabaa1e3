package io.bulksend.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

import io.bulksend.campaign.delivery.Delivery;
import io.bulksend.campaign.delivery.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * What receipts said of the rows of a file. Where there are no receipts at all it costs
 * nothing.
 */
final class Deliveries {

	private final Connection connection;

	private @Nullable Boolean any;

	Deliveries(Connection connection) {
		this.connection = connection;
	}

	/**
	 * Finds what receipts said.
	 * @param first the first entry's id
	 * @param last the last entry's id, included
	 * @return by entry; one without receipts is absent
	 */
	Map<Long, Delivery> find(long first, long last) throws SQLException {
		if (!any()) {
			return Map.of();
		}
		Map<Long, Delivery> deliveries = new HashMap<>();
		try (PreparedStatement select = this.connection.prepareStatement("""
				select m.id, r.status, r.remark, null, null, 0, r.first_at, r.delivered_at, r.read_at, r.failed_at,
				r.utc, r.zone
				from bulksend_message m join bulksend_receipt r on r.message_id = m.message_id
				where m.id between ? and ?""")) {
			select.setLong(1, first);
			select.setLong(2, last);
			try (ResultSet row = select.executeQuery()) {
				while (row.next()) {
					Reported reported = Reported.read(row);
					deliveries.put(row.getLong(1), new Delivery(reported.status(), reported.remark(),
							time(reported.arrivedAt(), ZoneId.of(row.getString(12)))));
				}
			}
		}
		return deliveries;
	}

	/** Asked once, as the results of a file are written in one go. */
	private boolean any() throws SQLException {
		Boolean known = this.any;
		if (known == null) {
			known = any(this.connection);
			this.any = known;
		}
		return known;
	}

	/**
	 * Says whether the ledger has receipts. Not by {@code exists}, which H2 answers from
	 * what it knew before, even where the session has inserted some since.
	 * @param connection the ledger's database
	 * @return whether there are any
	 */
	static boolean any(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("select 1 from bulksend_receipt fetch first 1 rows only")) {
			return row.next();
		}
	}

	private static @Nullable OffsetDateTime time(Receipt.@Nullable Time time, ZoneId zone) {
		return (time != null) ? time.in(zone).atZone(zone).toOffsetDateTime() : null;
	}

}
