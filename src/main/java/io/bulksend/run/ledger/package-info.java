/**
 * How a command that sends nothing gets at the ledger: the one of the real messages or of
 * the\n * rehearsals, if it is there.
 */
@NullMarked
package io.bulksend.run.ledger;

import org.jspecify.annotations.NullMarked;
