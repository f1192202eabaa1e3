/**
 * From bytes to rows: encoding, delimiter, header and records of a campaign's CSV file.
 */
@NullMarked
package io.bulksend.input;

import org.jspecify.annotations.NullMarked;
