/**
 * What {@code check} and a trial print: what would be sent, as it would arrive.
 */
@NullMarked
package io.bulksend.cli.output.check;

import org.jspecify.annotations.NullMarked;
