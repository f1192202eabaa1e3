package io.bulksend.testsupport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the packaged program is started, whoever starts it.
 */
public final class PackagedProgram {

	/** Where the build leaves it. */
	public static final Path JAR = Path.of("target", "bulk-send.jar").toAbsolutePath();

	/**
	 * On a busy machine a start takes so long that the program says so, before it knows
	 * the setting that would keep it from that.
	 */
	private static final Pattern STARTING = Pattern.compile("(?m)^[-\\d]+ [:\\d]+ starting\\R");

	private PackagedProgram() {
	}

	/** The program that starts a JVM like this one. */
	public static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	/**
	 * A command line.
	 * @param options for the JVM
	 * @param arguments for the program
	 */
	public static List<String> command(List<String> options, List<String> arguments) {
		return command(JAR, options, arguments);
	}

	/**
	 * A command line for a copy of the program.
	 * @param jar the copy
	 * @param options for the JVM
	 * @param arguments for the program
	 */
	public static List<String> command(Path jar, List<String> options, List<String> arguments) {
		List<String> command = new ArrayList<>(List.of(java()));
		command.addAll(options);
		command.addAll(List.of("-jar", jar.toString()));
		command.addAll(arguments);
		return command;
	}

	/**
	 * What it complained about, however long its start took.
	 * @param err its standard error
	 * @return the same, but for the lines that say that it is starting
	 */
	public static String complaints(String err) {
		return STARTING.matcher(err).replaceAll("");
	}

	/**
	 * A process to be started, which sees nothing of the settings that whoever runs the
	 * tests has in the environment.
	 * @param command its command line
	 * @param folder where it runs, and where its output goes
	 * @param out the file for what it prints
	 * @param err the file for what it complains about
	 * @param environment its settings
	 */
	public static ProcessBuilder process(List<String> command, Path folder, String out, String err,
			Map<String, String> environment) {
		ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
			.redirectOutput(folder.resolve(out).toFile())
			.redirectError(folder.resolve(err).toFile());
		builder.environment().keySet().removeIf((name) -> name.startsWith("BULKSEND_") || name.startsWith("SPRING_"));
		builder.environment().putAll(environment);
		return builder;
	}

}
