package io.bulksend.metrics;

import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A receiver of OpenTelemetry's protocol. Micrometer's own registry sends to it from time
 * to time, and once more when it is closed.
 */
final class OtlpReceiver implements MetricsTarget {

	private final OtlpMeterRegistry registry;

	/**
	 * The settings, under the names that Spring Boot has for them.
	 *
	 * @param enabled whether to send
	 * @param url where to
	 * @param step how often
	 * @param headers headers of the requests
	 */
	record Settings(@DefaultValue("true") boolean enabled, String url, @DefaultValue("1m") Duration step,
			@DefaultValue Map<String, String> headers) {
	}

	OtlpReceiver(Settings settings) {
		this.registry = new OtlpMeterRegistry(new OtlpConfig() {

			@Override
			public String get(String key) {
				return null;
			}

			@Override
			public String url() {
				return settings.url();
			}

			@Override
			public Duration step() {
				return settings.step();
			}

			@Override
			public Map<String, String> headers() {
				return settings.headers();
			}

			@Override
			public Map<String, String> resourceAttributes() {
				return Map.of("service.name", "bulk-send");
			}

		}, Clock.SYSTEM);
	}

	@Override
	public MeterRegistry registry() {
		return this.registry;
	}

	@Override
	public Duration interval() {
		return Duration.ofDays(1);
	}

	@Override
	public void write() {
		// The registry sends by itself.
	}

}
