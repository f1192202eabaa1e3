package io.bulksend.run.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.bulksend.input.Column;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.support.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Reads the settings in Spring's usual order.
 */
public final class SettingsReader {

	/**
	 * Options that say how a command prints, which has to be known before any file is
	 * read: variables may stand for them, and files may not.
	 */
	public static final List<String> SWITCHES = List.of("json", "quiet", "debug");

	private SettingsReader() {
	}

	/**
	 * Reads what sets things, for commands that need no application around them.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @return all that is set
	 * @throws ConfigurationException if a file of settings is not there or cannot be read
	 */
	public static ConfigurableEnvironment environment(List<String> arguments) {
		// Nobody configures the log here, and unconfigured it would print everything.
		LoggingSystem.get(SettingsReader.class.getClassLoader()).beforeInitialize();
		ConfigurableEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new SimpleCommandLinePropertySource(arguments.toArray(String[]::new)));
		try {
			new SpringApplicationJsonEnvironmentPostProcessor().postProcessEnvironment(environment,
					new SpringApplication());
			ConfigDataEnvironmentPostProcessor.applyTo(environment);
		}
		catch (RuntimeException ex) {
			throw SettingsFiles.refused(ex);
		}
		return environment;
	}

	/**
	 * Says what is wrong with settings that could not even be read.
	 * @param thrown what was thrown while Spring read them
	 * @return what to throw
	 */
	public static RuntimeException refused(RuntimeException thrown) {
		return SettingsFiles.refused(thrown);
	}

	/**
	 * Makes our settings of what is set.
	 * @param environment all that is set
	 * @return the settings
	 * @throws ConfigurationException if one of them is not known
	 * @throws org.springframework.boot.context.properties.bind.BindException if one of
	 * them has a value that it cannot have
	 */
	public static RunSettings read(ConfigurableEnvironment environment) {
		KnownSettings.require(environment);
		SettingsFiles.requireNamed(environment);
		NeverEmpty.require(environment);
		Binder own = new Binder(ConfigurationPropertySources.get(environment),
				new PropertySourcesPlaceholdersResolver(environment), new OwnValues());
		Binder binder = Binder.get(environment);
		SpelledSettings spelled = new SpelledSettings(environment);
		BulkSendProperties properties = spelled
			.make(() -> own.bindOrCreate("bulksend", Bindable.of(BulkSendProperties.class)));
		return new RunSettings(properties,
				properties.columns().isEmpty() ? Map.of() : byColumn(environment, "columns", "is mapped twice"),
				properties.defaults().isEmpty() ? Map.of() : byColumn(environment, "defaults", "has two defaults"),
				binder.bindOrCreate("spring.datasource", DataSourceProperties.class), ConfiguredOptions.in(environment),
				environment.containsProperty("logging.structured.format.console"), spelled);
	}

	/**
	 * What is set for columns: what is spelled otherwise in two places is one setting all
	 * the same, of which the place that counts more wins.
	 */
	private static Map<String, String> byColumn(ConfigurableEnvironment environment, String setting, String twice) {
		PropertySourcesPlaceholdersResolver placeholders = new PropertySourcesPlaceholdersResolver(environment);
		Map<String, String> all = new LinkedHashMap<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			Map<String, String> here = new LinkedHashMap<>();
			new Binder(List.of(source), placeholders)
				.bind("bulksend." + setting, Bindable.mapOf(String.class, String.class))
				.orElse(Map.of())
				.forEach((key, name) -> {
					Column column = Column.named(key);
					String known = (column != null) ? column.columnName() : key;
					if (here.put(known, name) != null) {
						throw new ConfigurationException("column " + known + " " + twice + ": leave just one");
					}
				});
			here.forEach(all::putIfAbsent);
		}
		return all;
	}

}
