package io.bulksend.campaign.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a person asked for in a message of their own: to be written to no more, or to be
 * written to again.
 *
 * @param number the person's number, digits only
 * @param out whether they want no more messages
 * @param at when they wrote it, or {@code null} where nobody knows
 */
public record OptOutWish(String number, boolean out, Receipt.@Nullable Time at) {
}
