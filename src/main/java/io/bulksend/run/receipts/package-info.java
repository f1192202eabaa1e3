/**
 * What a command does with what comes back: delivery receipts, and people who ask not to
 * be written to.
 */
@NullMarked
package io.bulksend.run.receipts;

import org.jspecify.annotations.NullMarked;
