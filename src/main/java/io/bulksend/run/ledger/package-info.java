/**
 * How a command gets at the ledger: the one of the real messages or of the rehearsals,
 * opened by all in one way.
 */
@NullMarked
package io.bulksend.run.ledger;

import org.jspecify.annotations.NullMarked;
