package io.bulksend.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.bulksend.run.settings.SettingsReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The switches that say how a command prints, which has to be known before any setting is
 * read: given as variables or Spring's way they become the options that they stand for.
 */
final class Switches {

	private Switches() {
	}

	/**
	 * Adds the switches that are on.
	 * @param own the command's own arguments
	 * @param settings what was given Spring's way, without the switches afterwards
	 * @param environment the environment's variables
	 * @param command the program, which knows the command that is called
	 * @return the command's own arguments, with the switches that it has
	 * @throws ParameterException if a switch is neither true nor false
	 */
	static List<String> add(List<String> own, List<String> settings, Map<String, String> environment,
			CommandLine command) {
		List<String> all = new ArrayList<>(own);
		for (String name : SettingsReader.SWITCHES) {
			String value = value(name, settings, environment);
			settings.removeIf((setting) -> setting.startsWith(prefix(name)));
			if (value != null && isOn(name, value, command) && !all.contains("--" + name)
					&& isKnown(name, all, command)) {
				all.add(1, "--" + name);
			}
		}
		return all;
	}

	/**
	 * Says whether a switch is on, however it was given; it is off where its value is
	 * neither true nor false.
	 * @param name its name
	 * @param own the command's own arguments
	 * @param settings what was given Spring's way
	 * @param environment the environment's variables
	 * @return whether it is on
	 */
	static boolean isOn(String name, List<String> own, List<String> settings, Map<String, String> environment) {
		return own.contains("--" + name) || "true".equalsIgnoreCase(value(name, settings, environment));
	}

	private static boolean isOn(String name, String value, CommandLine command) {
		boolean on = value.equalsIgnoreCase("true");
		if (!on && !value.equalsIgnoreCase("false") && !value.isEmpty()) {
			throw new ParameterException(command, "bulksend." + name + " must be true or false, but is " + value);
		}
		return on;
	}

	private static boolean isKnown(String name, List<String> arguments, CommandLine command) {
		CommandLine called = arguments.isEmpty() ? null : command.getSubcommands().get(arguments.get(0));
		return called != null && called.getCommandSpec().findOption("--" + name) != null;
	}

	/** The last of what was given for it, where a variable counts least. */
	private static @Nullable String value(String name, List<String> settings, Map<String, String> environment) {
		String value = environment.get("BULKSEND_" + name.toUpperCase(Locale.ROOT));
		for (String setting : settings) {
			if (setting.startsWith(prefix(name))) {
				value = setting.substring(prefix(name).length());
			}
		}
		return (value != null) ? value.strip() : null;
	}

	private static String prefix(String name) {
		return "--bulksend." + name + "=";
	}

}
