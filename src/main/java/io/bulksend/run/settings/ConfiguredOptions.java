package io.bulksend.run.settings;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Which options a variable or a file of settings sets, so that a command without them
 * still has them.
 */
final class ConfiguredOptions {

	private static final List<String> NAMES = List.of("limit", "canary", "not-after", "delimiter");

	private ConfiguredOptions() {
	}

	/**
	 * Looks for the options that cut a run short, or read one file alone.
	 * @param environment where settings come from
	 * @return names of options, as <code>limit</code>
	 */
	static Set<String> in(ConfigurableEnvironment environment) {
		List<PropertySource<?>> configured = environment.getPropertySources()
			.stream()
			.filter((source) -> !(source instanceof CommandLinePropertySource))
			.toList();
		Set<String> names = new LinkedHashSet<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.from(configured)) {
			NAMES.stream()
				.filter((name) -> source.getConfigurationProperty(property(name)) != null)
				.forEach(names::add);
		}
		return names;
	}

	private static ConfigurationPropertyName property(String name) {
		return ConfigurationPropertyName.of("bulksend." + name);
	}

}
