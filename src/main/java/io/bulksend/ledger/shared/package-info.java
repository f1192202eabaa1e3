/**
 * What several processes share by the ledger's PostgreSQL: an account's rate, and the
 * rows that are handed out.
 */
@NullMarked
package io.bulksend.ledger.shared;

import org.jspecify.annotations.NullMarked;
