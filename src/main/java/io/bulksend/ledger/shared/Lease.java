package io.bulksend.ledger.shared;

/**
 * Slots that were handed out: times at which one call may start each. All times are by
 * the database's clock, in microseconds since 1970.
 *
 * @param now when they were handed out
 * @param first the first slot
 * @param step from one slot to the next
 * @param slots how many there are
 * @param rate calls a second of the whole account; 0 for no limit, and no slots to keep
 * to
 * @param others calls a second that the account's other members make
 */
public record Lease(double now, double first, double step, int slots, double rate, double others) {
}
