package io.bulksend.check;

import io.bulksend.campaign.OncePer;
import io.bulksend.check.rules.Countries;
import org.jspecify.annotations.Nullable;

/**
 * What the check of a row depends on besides the row.
 *
 * @param defaultSource the sender's id for rows that name none, or {@code null} where
 * every row has to
 * @param oncePer what counts as the same message
 * @param countries the countries that numbers are of
 */
public record CheckSettings(@Nullable String defaultSource, OncePer oncePer, Countries countries) {
}
