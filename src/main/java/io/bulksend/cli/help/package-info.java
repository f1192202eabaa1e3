/**
 * What the command line says about itself: help, completion, and what is wrong with what
 * was typed (picocli).
 */
@NullMarked
package io.bulksend.cli.help;

import org.jspecify.annotations.NullMarked;
