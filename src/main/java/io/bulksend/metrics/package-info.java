/**
 * How a run goes, in numbers for machines that watch it (Micrometer). Nothing here is
 * loaded unless metrics are asked for.
 */
@NullMarked
package io.bulksend.metrics;

import org.jspecify.annotations.NullMarked;
