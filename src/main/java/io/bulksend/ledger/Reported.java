package io.bulksend.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.ZoneId;

import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.delivery.DeliveryStatus;
import io.bulksend.campaign.delivery.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * All that receipts said of one message. What comes out is the same in whatever order
 * they came, and however often.
 *
 * @param status the furthest
 * @param remark the reason of a failure; of several the first in the alphabet
 * @param recipient whom it went to
 * @param source the sender's id
 * @param header the {@linkplain MessageKey#mark mark} of its x-apiheader, 0 where it is
 * not known
 * @param firstAt the earliest time that was reported
 * @param deliveredAt the earliest time at which it was delivered
 * @param readAt the earliest time at which it was read
 * @param failedAt the latest time at which it failed
 */
record Reported(DeliveryStatus status, @Nullable String remark, @Nullable String recipient, @Nullable String source,
		long header, Receipt.@Nullable Time firstAt, Receipt.@Nullable Time deliveredAt, Receipt.@Nullable Time readAt,
		Receipt.@Nullable Time failedAt) {

	private static final int FIRST = 1;

	private static final int DELIVERED = 2;

	private static final int READ = 4;

	private static final int FAILED = 8;

	/** What one receipt says. */
	static Reported of(Receipt receipt) {
		DeliveryStatus status = receipt.status();
		Receipt.Time at = receipt.receivedAt();
		return new Reported(status, (status == DeliveryStatus.FAILED) ? receipt.remark() : null, receipt.recipient(),
				receipt.source(), MessageKey.mark(receipt.apiHeader()), at,
				(status == DeliveryStatus.DELIVERED) ? at : null, (status == DeliveryStatus.READ) ? at : null,
				(status == DeliveryStatus.FAILED) ? at : null);
	}

	/**
	 * What both say.
	 * @param other what else was said
	 * @param zone the zone of times that name none
	 */
	Reported and(Reported other, ZoneId zone) {
		return new Reported((this.status.compareTo(other.status) >= 0) ? this.status : other.status,
				first(this.remark, other.remark), first(this.recipient, other.recipient),
				first(this.source, other.source), (this.header != 0) ? this.header : other.header,
				first(this.firstAt, other.firstAt, zone), first(this.deliveredAt, other.deliveredAt, zone),
				first(this.readAt, other.readAt, zone), last(this.failedAt, other.failedAt, zone));
	}

	/** The same without whom it went to, which nobody needs once the message is known. */
	Reported withoutPerson() {
		return new Reported(this.status, this.remark, null, null, 0, this.firstAt, this.deliveredAt, this.readAt,
				this.failedAt);
	}

	/** When it was delivered, or read where only that was reported. */
	Receipt.@Nullable Time arrivedAt() {
		return (this.deliveredAt != null) ? this.deliveredAt : this.readAt;
	}

	/** Reads the columns that {@link #write} writes, from the second on. */
	static Reported read(ResultSet row) throws SQLException {
		int utc = row.getInt(11);
		return new Reported(DeliveryStatus.valueOf(row.getString(2)), row.getString(3), row.getString(4),
				row.getString(5), row.getLong(6), time(row, 7, (utc & FIRST) != 0),
				time(row, 8, (utc & DELIVERED) != 0), time(row, 9, (utc & READ) != 0),
				time(row, 10, (utc & FAILED) != 0));
	}

	/**
	 * The time of the first report.
	 * @param local as it stands in its column
	 * @param utc which of the times need no zone
	 */
	static Receipt.Time firstAt(LocalDateTime local, int utc) {
		return new Receipt.Time(local, (utc & FIRST) != 0);
	}

	/**
	 * The time of the last failure.
	 * @param local as it stands in its column
	 * @param utc which of the times need no zone
	 */
	static Receipt.Time failedAt(LocalDateTime local, int utc) {
		return new Receipt.Time(local, (utc & FAILED) != 0);
	}

	private static Receipt.@Nullable Time time(ResultSet row, int column, boolean utc) throws SQLException {
		LocalDateTime local = row.getObject(column, LocalDateTime.class);
		return (local != null) ? new Receipt.Time(local, utc) : null;
	}

	/** Sets the first ten parameters of a statement. */
	void write(PreparedStatement statement) throws SQLException {
		statement.setString(1, this.status.name());
		statement.setString(2, this.remark);
		statement.setString(3, this.recipient);
		statement.setString(4, this.source);
		if (this.header != 0) {
			statement.setLong(5, this.header);
		}
		else {
			statement.setNull(5, Types.BIGINT);
		}
		statement.setObject(6, local(this.firstAt));
		statement.setObject(7, local(this.deliveredAt));
		statement.setObject(8, local(this.readAt));
		statement.setObject(9, local(this.failedAt));
		statement.setInt(10, utc(this.firstAt, FIRST) | utc(this.deliveredAt, DELIVERED) | utc(this.readAt, READ)
				| utc(this.failedAt, FAILED));
	}

	private static @Nullable LocalDateTime local(Receipt.@Nullable Time time) {
		return (time != null) ? time.local() : null;
	}

	private static int utc(Receipt.@Nullable Time time, int bit) {
		return (time != null && time.utc()) ? bit : 0;
	}

	private static <T extends Comparable<? super T>> @Nullable T first(@Nullable T one, @Nullable T other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (one.compareTo(other) <= 0) ? one : other;
	}

	private static Receipt.@Nullable Time last(Receipt.@Nullable Time one, Receipt.@Nullable Time other, ZoneId zone) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		int order = one.in(zone).compareTo(other.in(zone));
		return (order > 0 || (order == 0 && one.utc())) ? one : other;
	}

	/** Of two ways to tell the same time the one that needs no zone. */
	private static Receipt.@Nullable Time first(Receipt.@Nullable Time one, Receipt.@Nullable Time other, ZoneId zone) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		int order = one.in(zone).compareTo(other.in(zone));
		return (order < 0 || (order == 0 && one.utc())) ? one : other;
	}

}
