package io.bulksend.testsupport;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged program, run as users run it: a process of its own, started by its script
 * where there is a shell for it.
 */
public final class JarProcess {

	private static final Path SCRIPT = PackagedProgram.JAR.resolveSibling("bulk-send");

	private static final boolean HAS_SHELL = File.separatorChar == '/';

	private static final long PATIENCE = 120;

	private final Path folder;

	private final Map<String, String> environment;

	private final List<String> launcher;

	public JarProcess(Path folder, Map<String, String> environment) {
		this(folder, environment, List.of());
	}

	private JarProcess(Path folder, Map<String, String> environment, List<String> launcher) {
		this.folder = folder;
		this.environment = environment;
		this.launcher = launcher;
	}

	/**
	 * The same, but no file can grow beyond a size, as on a disk that is full.
	 * @param blocks the size, in blocks of 512 bytes (1,024 in some shells)
	 */
	public JarProcess withFilesUpTo(int blocks) {
		return new JarProcess(this.folder, this.environment,
				List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh"));
	}

	/**
	 * The same, at a terminal: what it prints and what it complains about come out as
	 * one.
	 * @param columns how wide the terminal is
	 */
	public JarProcess atTerminal(int columns) {
		return new JarProcess(this.folder, this.environment,
				List.of("sh", "-c", "exec script -qec \"stty cols " + columns + "; exec $*\" /dev/null", "sh"));
	}

	/**
	 * The same by another user, which only root can ask for.
	 * @param id the other's number
	 */
	public JarProcess as(int id) {
		return new JarProcess(this.folder, this.environment,
				List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups"));
	}

	/**
	 * How a process ended.
	 *
	 * @param exitCode its exit code
	 * @param out what it printed
	 * @param err what it complained about
	 */
	public record Ended(int exitCode, String out, String err) {
	}

	/** Runs a command to its end. */
	public Ended run(String... arguments) {
		return await(start(arguments));
	}

	/** Starts a command. */
	public Process start(String... arguments) {
		assertThat(PackagedProgram.JAR).as("the packaged jar").exists();
		List<String> command = new ArrayList<>(this.launcher);
		command.addAll(HAS_SHELL ? List.of(SCRIPT.toString()) : byJava("-Xmx256m"));
		command.addAll(List.of(arguments));
		// A machine that is busy would else find the time for a line of it.
		Map<String, String> settings = new HashMap<>(Map.of("BULKSEND_PROGRESS_INTERVAL", "1h", "JAVA_HOME",
				System.getProperty("java.home"), "BULK_SEND_OPTS", "-Xmx256m " + ClassArchive.option()));
		settings.putAll(this.environment);
		try {
			return PackagedProgram.process(command, this.folder, "out.txt", "err.txt", settings).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** How a command begins that does without the script. */
	public static List<String> byJava(String... options) {
		return PackagedProgram.command(List.of(options), List.of());
	}

	/** Waits for a process's end. */
	public Ended await(Process process) {
		try {
			if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new AssertionError("did not end: " + read("err.txt"));
			}
			return new Ended(process.exitValue(), read("out.txt"), PackagedProgram.complaints(read("err.txt")));
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Kills a process, and waits until it is dead. */
	public void kill(Process process) {
		process.destroyForcibly();
		await(process);
	}

	/** Waits until the process that was started last complains of something. */
	public void awaitComplaint(String text) {
		Polling.await(() -> read("err.txt").contains(text),
				() -> "never complained of " + text + ": " + read("err.txt"));
	}

	private String read(String file) {
		try {
			return Files.readString(this.folder.resolve(file), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
