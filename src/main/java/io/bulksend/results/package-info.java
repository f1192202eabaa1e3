/**
 * From the ledger back to people: the results file and the summary.
 */
@NullMarked
package io.bulksend.results;

import org.jspecify.annotations.NullMarked;
