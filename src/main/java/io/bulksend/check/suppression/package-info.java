/**
 * Who must not be written to.
 */
@NullMarked
package io.bulksend.check.suppression;

import org.jspecify.annotations.NullMarked;
