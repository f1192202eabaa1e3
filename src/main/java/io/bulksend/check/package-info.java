/**
 * From rows to messages, or to the reason why a row cannot be sent.
 */
@NullMarked
package io.bulksend.check;

import org.jspecify.annotations.NullMarked;
