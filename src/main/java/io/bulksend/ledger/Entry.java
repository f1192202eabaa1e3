package io.bulksend.ledger;

import java.time.OffsetDateTime;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger holds about a row.
 *
 * @param row the row's number in its file
 * @param outcome what was decided; a call that is under way counts as in doubt
 * @param attempts how many calls were started for it
 * @param completedAt when it was decided, or {@code null} while it is not
 * @param delivery what receipts said since, or {@code null} where none came or nobody
 * asked
 */
public record Entry(long row, Outcome outcome, int attempts, @Nullable OffsetDateTime completedAt,
		@Nullable Delivery delivery) {
}
