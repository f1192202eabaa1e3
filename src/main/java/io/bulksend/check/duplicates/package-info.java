/**
 * Finds equal messages in flat memory: sorted in pieces, on the disk where they are many.
 */
@NullMarked
package io.bulksend.check.duplicates;

import org.jspecify.annotations.NullMarked;
