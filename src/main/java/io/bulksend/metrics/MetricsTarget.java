package io.bulksend.metrics;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Where metrics go.
 */
interface MetricsTarget {

	/**
	 * What holds the meters for it.
	 * @return the registry
	 */
	MeterRegistry registry();

	/**
	 * How often they are written.
	 * @return the time from one to the next
	 */
	Duration interval();

	/**
	 * Writes all of them. What goes wrong is logged.
	 */
	void write();

}
