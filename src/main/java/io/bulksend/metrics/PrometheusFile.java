package io.bulksend.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text file as Prometheus reads it, for node_exporter's textfile collector. A reader
 * finds the former file or the new one, and nothing in between.
 */
final class PrometheusFile implements MetricsTarget {

	private static final Logger log = LoggerFactory.getLogger(PrometheusFile.class);

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final Path file;

	private final Path temporary;

	private final Duration interval;

	private boolean failed;

	/**
	 * A file.
	 * @param file where it lies; replaced if it exists
	 * @param interval how often it is written
	 */
	PrometheusFile(Path file, Duration interval) {
		this.file = file;
		// Another ending, as all that ends like the file itself would be collected. A run
		// that dies leaves it to the next one.
		this.temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
		this.interval = interval;
	}

	@Override
	public MeterRegistry registry() {
		return this.registry;
	}

	@Override
	public Duration interval() {
		return this.interval;
	}

	@Override
	public void write() {
		try {
			Files.writeString(this.temporary, this.registry.scrape(), StandardCharsets.UTF_8);
			Files.move(this.temporary, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			this.failed = false;
		}
		catch (IOException ex) {
			if (!this.failed) {
				log.warn("The metrics could not be written to {} ({}); the run goes on without.", this.file,
						ex.toString());
			}
			this.failed = true;
		}
	}

}
