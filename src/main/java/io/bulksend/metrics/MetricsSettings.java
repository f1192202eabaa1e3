package io.bulksend.metrics;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Where metrics are written as a Prometheus text file.
 *
 * @param file the file, or {@code null} for none
 * @param interval how often it is written while a run is on
 */
public record MetricsSettings(@Nullable Path file, Duration interval) {
}
