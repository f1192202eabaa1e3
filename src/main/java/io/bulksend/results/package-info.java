/**
 * From the ledger back to people: the results file, the rows to send again and the
 * summary.
 */
@NullMarked
package io.bulksend.results;

import org.jspecify.annotations.NullMarked;
