package io.bulksend.campaign.delivery;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/**
 * What the API reported of a message after it took it.
 *
 * @param messageId the id that the API gave the message, not blank
 * @param recipient whom it went to, or {@code null} where the receipt does not say
 * @param source the sender's id, or {@code null} where the receipt does not say
 * @param apiHeader the caller's own identifier, not blank, or {@code null} where the
 * receipt does not say
 * @param status how far it has come
 * @param remark the reason of a failure, not blank, or {@code null}
 * @param receivedAt when that was, or {@code null} where the receipt does not say
 */
public record Receipt(String messageId, @Nullable String recipient, @Nullable String source, @Nullable String apiHeader,
		DeliveryStatus status, @Nullable String remark, @Nullable Time receivedAt) {

	/**
	 * A time as the webhook tells it, to the second.
	 *
	 * @param local the date and time
	 * @param utc whether it is UTC; else it is of a zone that the webhook does not name
	 */
	public record Time(LocalDateTime local, boolean utc) {

		/**
		 * When that was.
		 * @param zone the zone of times that name none
		 * @return the time
		 */
		public Instant in(ZoneId zone) {
			return this.local.atZone(this.utc ? ZoneOffset.UTC : zone).toInstant();
		}

	}

}
