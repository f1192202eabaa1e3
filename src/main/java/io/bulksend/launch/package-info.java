/**
 * Starts the program in a JVM whose settings suit the command: {@code java -jar} can
 * carry none of its own. Nothing but the JDK is used here, so that it costs next to
 * nothing.
 */
@NullMarked
package io.bulksend.launch;

import org.jspecify.annotations.NullMarked;
