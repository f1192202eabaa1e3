/**
 * The command line: parse, call, print, exit code.
 */
@NullMarked
package io.bulksend.cli;

import org.jspecify.annotations.NullMarked;
