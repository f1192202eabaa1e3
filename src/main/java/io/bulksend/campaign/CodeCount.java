package io.bulksend.campaign;

import org.jspecify.annotations.Nullable;

/**
 * Rows that ended alike.
 *
 * @param status what became of them
 * @param code their error code, or {@code null} for none
 * @param count how many there are
 */
public record CodeCount(Status status, @Nullable String code, long count) {
}
