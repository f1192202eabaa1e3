/**
 * What a run writes into logs, and what it keeps out of them.
 */
@NullMarked
package io.bulksend.run.logging;

import org.jspecify.annotations.NullMarked;
