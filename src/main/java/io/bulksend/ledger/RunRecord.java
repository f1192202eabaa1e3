package io.bulksend.ledger;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * A run of a campaign that sent, or was about to.
 *
 * @param begun when it began
 * @param ended when it ended, or was found dead by the next; {@code null} where it has
 * not, as far as the ledger knows
 * @param end how it ended: the reason for which it stopped, in capital letters, or one of
 * the words below
 * @param message why, in a few sentences; empty where there is nothing to say
 * @param command how it was started
 */
public record RunRecord(OffsetDateTime begun, @Nullable OffsetDateTime ended, String end, String message,
		RunCommand command) {

	/** All rows were decided. */
	public static final String DONE = "DONE";

	/** Something failed. */
	public static final String FAILED = "FAILED";

	/** Its process ended without a word. */
	public static final String DIED = "DIED";

	/** It is on. */
	public static final String RUNNING = "RUNNING";

}
