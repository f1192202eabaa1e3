/**
 * What a command prints when it ends: for people, as JSON, and as an exit code.
 */
@NullMarked
package io.bulksend.cli.output;

import org.jspecify.annotations.NullMarked;
