package io.bulksend.metrics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Finds out where metrics are wanted.
 */
public final class MetricsTargets {

	private static final String OTLP = "management.otlp.metrics.export";

	private static final String PUSHGATEWAY = "management.prometheus.metrics.export.pushgateway";

	private MetricsTargets() {
	}

	/**
	 * Metrics for all who want them.
	 * @param environment names an OTLP receiver and a Pushgateway, if there are any
	 * @param campaign the campaign's name; asked for only if somebody wants metrics
	 * @param settings the file for Prometheus, if one is wanted
	 * @return the metrics; {@link RunMetrics#NONE} where nobody wants any
	 */
	public static RunMetrics of(Environment environment, Supplier<String> campaign, MetricsSettings settings) {
		Path file = settings.file();
		boolean otlp = environment.containsProperty(OTLP + ".url")
				&& environment.getProperty(OTLP + ".enabled", Boolean.class, true);
		boolean pushgateway = environment.getProperty(PUSHGATEWAY + ".enabled", Boolean.class, false);
		if (file == null && !otlp && !pushgateway) {
			return RunMetrics.NONE;
		}
		Binder binder = Binder.get(environment);
		List<MetricsTarget> targets = new ArrayList<>();
		if (file != null) {
			targets.add(new PrometheusFile(file, settings.interval()));
		}
		if (otlp) {
			targets.add(new OtlpReceiver(binder.bind(OTLP, OtlpReceiver.Settings.class).get()));
		}
		if (pushgateway) {
			targets.add(new Pushgateway(binder.bind(PUSHGATEWAY, Pushgateway.Settings.class).get()));
		}
		return new MicrometerMetrics(campaign.get(), targets);
	}

}
