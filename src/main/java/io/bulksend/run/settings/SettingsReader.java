package io.bulksend.run.settings;

import java.util.List;

import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Reads the settings in Spring's usual order, for commands that need no application
 * around them.
 */
public final class SettingsReader {

	private SettingsReader() {
	}

	/**
	 * Reads the settings.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @return what binds them to what they are for
	 */
	public static Binder read(List<String> arguments) {
		// Nobody configures the log here, and unconfigured it would print everything.
		LoggingSystem.get(SettingsReader.class.getClassLoader()).beforeInitialize();
		ConfigurableEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new SimpleCommandLinePropertySource(arguments.toArray(String[]::new)));
		ConfigDataEnvironmentPostProcessor.applyTo(environment);
		return Binder.get(environment);
	}

	/**
	 * Binds the settings of our own.
	 * @param binder the settings
	 * @return the settings
	 */
	public static BulkSendProperties own(Binder binder) {
		return binder.bindOrCreate("bulksend", BulkSendProperties.class);
	}

}
