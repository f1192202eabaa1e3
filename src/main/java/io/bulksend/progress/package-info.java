/**
 * How far a run has come, for whoever shows it.
 */
@NullMarked
package io.bulksend.progress;

import org.jspecify.annotations.NullMarked;
