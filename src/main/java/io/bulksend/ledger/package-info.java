/**
 * What was decided, durably: the one place that knows SQL.
 */
@NullMarked
package io.bulksend.ledger;

import org.jspecify.annotations.NullMarked;
