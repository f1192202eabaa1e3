package io.bulksend.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;

import io.bulksend.campaign.DeliveryStatus;
import io.bulksend.campaign.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * All that receipts said of one message. What comes out is the same in whatever order
 * they came, and however often.
 *
 * @param status the furthest
 * @param remark the reason of a failure; of several the first in the alphabet
 * @param recipient whom it went to
 * @param source the sender's id
 * @param firstAt the earliest time that was reported
 * @param deliveredAt the earliest time at which it was delivered
 * @param readAt the earliest time at which it was read
 * @param failedAt the latest time at which it failed
 */
record Reported(DeliveryStatus status, @Nullable String remark, @Nullable String recipient, @Nullable String source,
		@Nullable LocalDateTime firstAt, @Nullable LocalDateTime deliveredAt, @Nullable LocalDateTime readAt,
		@Nullable LocalDateTime failedAt) {

	/** What one receipt says. */
	static Reported of(Receipt receipt) {
		DeliveryStatus status = receipt.status();
		LocalDateTime at = receipt.receivedAt();
		return new Reported(status, (status == DeliveryStatus.FAILED) ? receipt.remark() : null, receipt.recipient(),
				receipt.source(), at, (status == DeliveryStatus.DELIVERED) ? at : null,
				(status == DeliveryStatus.READ) ? at : null, (status == DeliveryStatus.FAILED) ? at : null);
	}

	/** What both say. */
	Reported and(Reported other) {
		return new Reported((this.status.compareTo(other.status) >= 0) ? this.status : other.status,
				first(this.remark, other.remark), first(this.recipient, other.recipient),
				first(this.source, other.source), first(this.firstAt, other.firstAt),
				first(this.deliveredAt, other.deliveredAt), first(this.readAt, other.readAt),
				last(this.failedAt, other.failedAt));
	}

	/** The same without whom it went to, which nobody needs once the message is known. */
	Reported withoutPerson() {
		return new Reported(this.status, this.remark, null, null, this.firstAt, this.deliveredAt, this.readAt,
				this.failedAt);
	}

	/** Reads the columns that {@link #write} writes, from the second on. */
	static Reported read(ResultSet row) throws SQLException {
		return new Reported(DeliveryStatus.valueOf(row.getString(2)), row.getString(3), row.getString(4),
				row.getString(5), row.getObject(6, LocalDateTime.class), row.getObject(7, LocalDateTime.class),
				row.getObject(8, LocalDateTime.class), row.getObject(9, LocalDateTime.class));
	}

	/** Sets the first eight parameters of a statement. */
	void write(PreparedStatement statement) throws SQLException {
		statement.setString(1, this.status.name());
		statement.setString(2, this.remark);
		statement.setString(3, this.recipient);
		statement.setString(4, this.source);
		statement.setObject(5, this.firstAt);
		statement.setObject(6, this.deliveredAt);
		statement.setObject(7, this.readAt);
		statement.setObject(8, this.failedAt);
	}

	private static @Nullable LocalDateTime last(@Nullable LocalDateTime one, @Nullable LocalDateTime other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return one.isAfter(other) ? one : other;
	}

	private static <T extends Comparable<? super T>> @Nullable T first(@Nullable T one, @Nullable T other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (one.compareTo(other) <= 0) ? one : other;
	}

}
