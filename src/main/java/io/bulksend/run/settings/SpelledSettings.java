package io.bulksend.run.settings;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Gives a complaint about a setting the name by which somebody set it: whoever wrote a
 * variable looks for that, and not for the option that it stands for.
 */
final class SpelledSettings {

	/** How a complaint begins: with the setting's name. */
	private static final Pattern SETTING = Pattern
		.compile("(?:bulksend\\.)?([a-z]+(?:[.-][a-z]+)*)(?= must | takes | \\()");

	private final Iterable<ConfigurationPropertySource> sources;

	SpelledSettings(ConfigurableEnvironment environment) {
		this.sources = ConfigurationPropertySources.get(environment);
	}

	/**
	 * Makes settings of values.
	 * @param settings makes them, and throws where a value cannot be used
	 * @return what it makes
	 */
	<T> T make(Supplier<T> settings) {
		try {
			return settings.get();
		}
		catch (BindException ex) {
			// Where there is a property, it is named by whoever tells of this.
			throw (ex.getProperty() == null && root(ex) instanceof IllegalArgumentException refused)
					? named(refused, ex) : ex;
		}
		catch (IllegalArgumentException | ConfigurationException ex) {
			throw named(ex, ex);
		}
	}

	private RuntimeException named(RuntimeException refused, RuntimeException otherwise) {
		String message = String.valueOf(refused.getMessage());
		Matcher setting = SETTING.matcher(message);
		String spelled = setting.lookingAt() ? spelled(setting.group(1)) : null;
		if (spelled == null) {
			return otherwise;
		}
		String words = spelled + message.substring(setting.end());
		// Without a cause, as it is the root of a failure that is told.
		RuntimeException named = (refused instanceof ConfigurationException) ? new ConfigurationException(words)
				: new IllegalArgumentException(words);
		named.setStackTrace(refused.getStackTrace());
		return named;
	}

	private static Throwable root(Throwable thrown) {
		Throwable root = thrown;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root;
	}

	private @Nullable String spelled(String setting) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of("bulksend." + setting);
		for (ConfigurationPropertySource source : this.sources) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return SettingName.of(property.getOrigin(), name.toString()).toString();
			}
		}
		return null;
	}

}
