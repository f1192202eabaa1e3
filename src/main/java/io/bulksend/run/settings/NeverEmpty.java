package io.bulksend.run.settings;

import java.util.Map;

import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The settings of which an empty value is refused: a variable of a script that was never
 * filled would else send to whoever must not be written to, or to numbers of any country.
 */
final class NeverEmpty {

	private static final Map<String, String> ADVICE = Map.of("suppress",
			"name the list, or say with the word none that there is none", "country",
			"name a country by two letters, such as IN, or leave it out");

	private NeverEmpty() {
	}

	/**
	 * Refuses what is empty.
	 * @param environment where settings come from
	 * @throws ConfigurationException if one of these settings has an empty value
	 */
	static void require(ConfigurableEnvironment environment) {
		ADVICE.forEach((name, advice) -> require(environment, name, advice));
	}

	private static void require(ConfigurableEnvironment environment, String name, String advice) {
		ConfigurationPropertyName property = ConfigurationPropertyName.of("bulksend." + name);
		PropertySourcesPlaceholdersResolver placeholders = new PropertySourcesPlaceholdersResolver(environment);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			ConfigurationProperty given = source.getConfigurationProperty(property);
			if (given != null) {
				if (String.valueOf(placeholders.resolvePlaceholders(given.getValue())).isBlank()) {
					throw new ConfigurationException(
							SettingName.of(given.getOrigin(), property.toString()) + " is empty: " + advice);
				}
				return;
			}
		}
	}

}
