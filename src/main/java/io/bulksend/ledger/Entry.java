package io.bulksend.ledger;

import java.time.OffsetDateTime;

import io.bulksend.campaign.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger holds about a row.
 *
 * @param row the row's number in its file
 * @param outcome what was decided; a call that is under way counts as in doubt
 * @param attempts how many calls were started for it
 * @param completedAt when it was decided, or {@code null} while it is not
 */
public record Entry(long row, Outcome outcome, int attempts, @Nullable OffsetDateTime completedAt) {
}
