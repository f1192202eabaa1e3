/**
 * When the next may start: messages and uploads alike, evenly spaced and never more in a
 * second than the rate allows. Arithmetic on a clock that is handed in.
 */
@NullMarked
package io.bulksend.throttle;

import org.jspecify.annotations.NullMarked;
