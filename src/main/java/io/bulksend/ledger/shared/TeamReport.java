package io.bulksend.ledger.shared;

import org.jspecify.annotations.Nullable;

/**
 * What one of those who send a run's rows tells the others.
 *
 * @param part what it has done
 * @param failures calls since its last report, or since their last acceptance, that were
 * not accepted
 * @param accepted whether one was accepted since its last report
 * @param answered whether the API answered anything since then
 * @param stop why nobody is to go on, or {@code null}
 * @param message the same in a sentence, or {@code null}
 */
public record TeamReport(Part part, int failures, boolean accepted, boolean answered, @Nullable String stop,
		@Nullable String message) {
}
