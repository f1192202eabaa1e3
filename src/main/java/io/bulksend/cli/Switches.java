package io.bulksend.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The switches that say how a command prints, which has to be known before any setting is
 * read: given as variables or Spring's way they become the options that they stand for.
 */
final class Switches {

	private static final List<String> NAMES = List.of("json", "quiet", "debug");

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
		for (String name : NAMES) {
			String given = last(settings, "--bulksend." + name + "=");
			String value = (given != null) ? given : environment.get("BULKSEND_" + name.toUpperCase(Locale.ROOT));
			if (value != null && isOn(name, value.strip(), command) && !all.contains("--" + name)
					&& isKnown(name, all, command)) {
				all.add(1, "--" + name);
			}
		}
		return all;
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

	private static @Nullable String last(List<String> settings, String prefix) {
		String value = null;
		for (String setting : List.copyOf(settings)) {
			if (setting.startsWith(prefix)) {
				value = setting.substring(prefix.length());
				settings.remove(setting);
			}
		}
		return value;
	}

}
