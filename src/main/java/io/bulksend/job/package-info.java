/**
 * Wiring: the Spring Batch job, its launch, recovery and stop.
 */
@NullMarked
package io.bulksend.job;

import org.jspecify.annotations.NullMarked;
