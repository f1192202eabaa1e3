package io.bulksend.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What was given on the command line, as settings for the application: all else is left
 * to Spring's usual order. Not for use by several threads.
 */
final class GivenSettings {

	private final List<String> arguments;

	/**
	 * Settings that begin with those that were given Spring's way.
	 * @param settings as <code>--name=value</code>
	 */
	GivenSettings(List<String> settings) {
		this.arguments = new ArrayList<>(settings);
	}

	/**
	 * Adds an option's value.
	 * @param name the setting's name after <code>bulksend.</code>
	 * @param value what was given, or {@code null} where the option was not
	 */
	void add(String name, @Nullable Object value) {
		if (value instanceof Path file) {
			addRaw("bulksend." + name, safe(file));
		}
		else if (value != null) {
			addRaw("bulksend." + name, value);
		}
	}

	/**
	 * Adds a switch that is off unless it was given.
	 * @param name the setting's name after <code>bulksend.</code>
	 * @param given whether it was
	 */
	void addSwitch(String name, boolean given) {
		if (given) {
			add(name, true);
		}
	}

	/**
	 * Adds a setting, in place of what was given for it Spring's way: two values of one
	 * setting would be taken for a list.
	 * @param name its whole name
	 * @param value its value
	 */
	void addRaw(String name, Object value) {
		this.arguments.removeIf((argument) -> argument.startsWith("--" + name + "="));
		this.arguments.add("--" + name + "=" + value);
	}

	/**
	 * The settings.
	 * @return as <code>--name=value</code>
	 */
	List<String> arguments() {
		return List.copyOf(this.arguments);
	}

	/** A name with a colon would be taken for a URL. */
	private static Path safe(Path file) {
		return file.toString().contains(":") ? file.toAbsolutePath() : file;
	}

}
