/**
 * The terminal: the line that moves while a run is on.
 */
@NullMarked
package io.bulksend.cli.terminal;

import org.jspecify.annotations.NullMarked;
