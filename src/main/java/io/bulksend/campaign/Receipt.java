package io.bulksend.campaign;

import java.time.LocalDateTime;

import org.jspecify.annotations.Nullable;

/**
 * What the API reported of a message after it took it.
 *
 * @param messageId the id that the API gave the message, not blank
 * @param recipient whom it went to, or {@code null} where the receipt does not say
 * @param source the sender's id, or {@code null} where the receipt does not say
 * @param status how far it has come
 * @param remark the reason of a failure, not blank, or {@code null}
 * @param receivedAt when that was, in a zone that the API does not name, or {@code null}
 * where the receipt does not say
 */
public record Receipt(String messageId, @Nullable String recipient, @Nullable String source, DeliveryStatus status,
		@Nullable String remark, @Nullable LocalDateTime receivedAt) {
}
