/**
 * What the webhook posted: reads it.
 */
@NullMarked
package io.bulksend.receipts;

import org.jspecify.annotations.NullMarked;
