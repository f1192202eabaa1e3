package io.bulksend.metrics;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.exporter.pushgateway.Scheme;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A Prometheus Pushgateway, which keeps the last numbers of a run for Prometheus to
 * fetch.
 */
final class Pushgateway implements MetricsTarget {

	private static final Logger log = LoggerFactory.getLogger(Pushgateway.class);

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final PushGateway gateway;

	private final Settings settings;

	private boolean failed;

	/**
	 * The settings, under the names that Spring Boot has for them.
	 *
	 * @param enabled whether to push
	 * @param address host and port
	 * @param scheme http or https
	 * @param job the job that the numbers stand under
	 * @param username who pushes, if the gateway wants to know
	 * @param password that user's password
	 * @param token a bearer token in place of both
	 * @param pushRate how often to push
	 * @param groupingKey labels that tell this job's groups apart
	 */
	record Settings(@DefaultValue("false") boolean enabled, @DefaultValue("localhost:9091") String address,
			@DefaultValue("http") Scheme scheme, @DefaultValue("bulk-send") String job, @Nullable String username,
			@Nullable String password, @Nullable String token, @DefaultValue("1m") Duration pushRate,
			@DefaultValue Map<String, String> groupingKey) {
	}

	Pushgateway(Settings settings) {
		PushGateway.Builder builder = PushGateway.builder()
			.registry(this.registry.getPrometheusRegistry())
			.format(Format.PROMETHEUS_TEXT)
			.address(settings.address())
			.scheme(settings.scheme())
			.job(settings.job());
		settings.groupingKey().forEach(builder::groupingKey);
		if (settings.token() != null) {
			builder.bearerToken(settings.token());
		}
		else if (settings.username() != null) {
			builder.basicAuth(settings.username(), (settings.password() != null) ? settings.password() : "");
		}
		this.gateway = builder.build();
		this.settings = settings;
	}

	@Override
	public MeterRegistry registry() {
		return this.registry;
	}

	@Override
	public Duration interval() {
		return this.settings.pushRate();
	}

	@Override
	public void write() {
		try {
			this.gateway.push();
			this.failed = false;
		}
		catch (IOException | RuntimeException ex) {
			if (!this.failed) {
				log.warn("The metrics could not be pushed to {} ({}); the run goes on without.",
						this.settings.address(), ex.toString());
			}
			this.failed = true;
		}
	}

}
