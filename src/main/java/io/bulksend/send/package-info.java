/**
 * From messages to calls: the throttle, the calls in flight, retries, and when to stop.
 */
@NullMarked
package io.bulksend.send;

import org.jspecify.annotations.NullMarked;
