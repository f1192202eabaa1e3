package io.bulksend.ledger.shared;

import org.jspecify.annotations.Nullable;

/**
 * What those who send a run's rows hear of each other.
 *
 * @param over whether the run has ended, or given way to another
 * @param failures calls of all together in a row that were not accepted
 * @param anyAccepted whether a message of the run was accepted, by whomever
 * @param silentMicros how long ago the API answered any of them
 * @param stop why nobody is to go on, or {@code null} while all may
 * @param message the same in a sentence, or {@code null}
 */
public record Word(boolean over, int failures, boolean anyAccepted, double silentMicros, @Nullable String stop,
		@Nullable String message) {
}
