package io.bulksend.run.logging;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.bulksend.run.settings.ConfigurationException;

import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/**
 * Refuses formats of structured logs that do not exist, before logging starts: that would
 * answer with a stack trace.
 */
public final class LogFormats implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final List<String> SETTINGS = List.of("logging.structured.format.console",
			"logging.structured.format.file");

	private static final Set<String> COMMON = Set.of("ecs", "gelf", "logstash");

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER - 1;
	}

	/**
	 * Looks at the settings.
	 * @throws AbandonedRunException because of a {@link ConfigurationException} if one of
	 * them names a format that does not exist
	 */
	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		for (String setting : SETTINGS) {
			String format = event.getEnvironment().getProperty(setting, "");
			if (!format.isEmpty() && !exists(format)) {
				// Any other exception would be logged first, by the logging that is not
				// there yet.
				AbandonedRunException refusal = new AbandonedRunException();
				refusal.initCause(new ConfigurationException(setting + " cannot be \"" + format
						+ "\": give ecs, gelf or logstash, or the name of a class that formats."));
				throw refusal;
			}
		}
	}

	private static boolean exists(String format) {
		return COMMON.contains(format.toLowerCase(Locale.ROOT)) || ClassUtils.isPresent(format, null);
	}

}
