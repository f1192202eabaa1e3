package io.bulksend.send;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Why no calls are made for now, save one from time to time to see whether it still is
 * so.
 *
 * @param apiAway whether the API can't be reached, or is not in service
 * @param reason what happened last, in a sentence without its end
 * @param until when the API wants to be called again, or {@code null} where it does not
 * say
 * @param givesUp when the run will stop unless something was taken before
 */
public record Waiting(boolean apiAway, String reason, @Nullable Instant until, Instant givesUp) {

}
