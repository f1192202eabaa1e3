package io.bulksend.run.settings;

import java.util.List;

import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Reads the settings in Spring's usual order.
 */
public final class SettingsReader {

	private SettingsReader() {
	}

	/**
	 * Reads what sets things, for commands that need no application around them.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @return all that is set
	 */
	public static ConfigurableEnvironment environment(List<String> arguments) {
		// Nobody configures the log here, and unconfigured it would print everything.
		LoggingSystem.get(SettingsReader.class.getClassLoader()).beforeInitialize();
		ConfigurableEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new SimpleCommandLinePropertySource(arguments.toArray(String[]::new)));
		ConfigDataEnvironmentPostProcessor.applyTo(environment);
		return environment;
	}

	/**
	 * Makes our settings of what is set.
	 * @param environment all that is set
	 * @return the settings
	 * @throws org.springframework.boot.context.properties.bind.BindException if one of
	 * them is not known, or has a value that it cannot have
	 */
	public static RunSettings read(ConfigurableEnvironment environment) {
		Binder binder = Binder.get(environment);
		BindHandler onlyKnown = new NoUnboundElementsBindHandler(BindHandler.DEFAULT,
				new UnboundElementsSourceFilter());
		return new RunSettings(binder.bindOrCreate("bulksend", Bindable.of(BulkSendProperties.class), onlyKnown),
				binder.bindOrCreate("spring.datasource", DataSourceProperties.class), ConfiguredOptions.in(environment),
				environment.containsProperty("logging.structured.format.console"));
	}

}
