package io.bulksend.cli.terminal;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The terminal at standard error, if there is one. The console that Java knows says
 * nothing about standard error alone, and means another thing in each version.
 * <p>
 * The system properties <code>io.bulksend.terminal</code> (true or false) and
 * <code>io.bulksend.columns</code> overrule what is found out, and so does the
 * environment's COLUMNS.
 */
public final class Terminal {

	private static final int DEFAULT_WIDTH = 80;

	private static final int LEAST_WIDTH = 20;

	private static final int STANDARD_INPUT = 0;

	private static final int STANDARD_OUTPUT = 1;

	private static final int STANDARD_ERROR = 2;

	private Terminal() {
	}

	/**
	 * Says whether standard error is a terminal on which a line can be drawn again.
	 * @return whether it is one
	 */
	public static boolean isThere() {
		return isThere(STANDARD_ERROR);
	}

	/**
	 * Says whether standard output is a terminal, where people read it and no program.
	 * @return whether it is one
	 */
	public static boolean isOutput() {
		return isThere(STANDARD_OUTPUT);
	}

	/**
	 * Says whether somebody can type something.
	 * @return whether standard input is a terminal
	 */
	public static boolean isInput() {
		return isThere(STANDARD_INPUT);
	}

	/**
	 * Says whether standard output and standard error have the same reader: a terminal,
	 * or a log that takes both.
	 * @return whether they are known to go to one place
	 */
	public static boolean isOneWay() {
		Path output = device(STANDARD_OUTPUT);
		return output != null && output.equals(device(STANDARD_ERROR));
	}

	private static boolean isThere(int stream) {
		String told = System.getProperty("io.bulksend.terminal");
		if (told != null) {
			return Boolean.parseBoolean(told);
		}
		if ("dumb".equals(System.getenv("TERM"))) {
			return false;
		}
		Path device = device(stream);
		if (device != null) {
			return isTerminal(device);
		}
		if (File.separatorChar == '\\') {
			return isConsole();
		}
		return succeeds("test", "-t", Integer.toString(stream));
	}

	/**
	 * How many characters fit into a line.
	 * @return the width; 80 where nobody knows
	 */
	public static int width() {
		int width = number(System.getProperty("io.bulksend.columns"));
		if (width == 0) {
			width = number(System.getenv("COLUMNS"));
		}
		if (width == 0) {
			width = askedWidth();
		}
		return (width > 0) ? Math.max(width, LEAST_WIDTH) : DEFAULT_WIDTH;
	}

	private static boolean isTerminal(Path device) {
		return device.startsWith("/dev/pts") || device.toString().startsWith("/dev/tty")
				|| device.toString().equals("/dev/console");
	}

	/** From Java 22 on there is a console even where there is no terminal. */
	private static boolean isConsole() {
		Console console = System.console();
		try {
			return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
		}
		catch (ReflectiveOperationException ex) {
			return true;
		}
	}

	/** Where it leads, on Linux. */
	private static @Nullable Path device(int stream) {
		try {
			return Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream));
		}
		catch (IOException | UnsupportedOperationException ex) {
			return null;
		}
	}

	private static int askedWidth() {
		Path error = device(STANDARD_ERROR);
		Path device = (error != null && isTerminal(error)) ? error : device(STANDARD_OUTPUT);
		File terminal = (device != null) ? device.toFile() : new File("/dev/tty");
		if (!terminal.canRead()) {
			return 0;
		}
		try {
			Process process = new ProcessBuilder("stty", "size").redirectInput(terminal)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			String size = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
			return number(size.substring(size.indexOf(' ') + 1));
		}
		catch (IOException ex) {
			return 0;
		}
	}

	private static boolean succeeds(String... command) {
		try {
			Process process = new ProcessBuilder(command).inheritIO().start();
			return process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static int number(@Nullable String text) {
		return (text != null && text.matches("\\d{1,5}")) ? Integer.parseInt(text) : 0;
	}

}
