/**
 * What {@code status} prints: the campaigns, or one with its runs, for people and as
 * JSON.
 */
@NullMarked
package io.bulksend.cli.output.status;

import org.jspecify.annotations.NullMarked;
