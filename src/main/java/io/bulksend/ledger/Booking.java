package io.bulksend.ledger;

import java.time.Instant;

import io.bulksend.campaign.Outcome;

/**
 * What became of a call that was claimed.
 *
 * @param row the row's number in its file
 * @param outcome what became of it; NOT_SENT where it is known not to have been taken
 * @param at when that was seen
 */
public record Booking(long row, Outcome outcome, Instant at) {
}
