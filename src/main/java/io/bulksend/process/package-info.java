/**
 * This process: the signals it gets, and the process that started it.
 */
@NullMarked
package io.bulksend.process;

import org.jspecify.annotations.NullMarked;
