package io.bulksend.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import io.bulksend.cli.BulkSend;
import io.bulksend.process.CommandStart;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code java -jar bulk-send.jar} begins. A command that works on a campaign runs
 * in a second JVM, for which this process stands: it has the same output and exit code,
 * gets this process's signals, and dies with it. All else is answered here, and so is
 * everything where a second JVM cannot be had.
 */
public final class Main {

	/** Runs most often, on a schedule: the others use what it prepared. */
	private static final String SEND = "send";

	/** The commands that start Spring, read much, or both. */
	private static final Set<String> WORK = Set.of(SEND, "check", "results", "receipts", "status");

	private Main() {
	}

	/**
	 * Runs a command and ends the process with its exit code.
	 * @param arguments the command line
	 */
	public static void main(String[] arguments) {
		long started = System.currentTimeMillis();
		JvmOptions options = isWork(arguments) ? JvmOptions.ofThisProcess() : null;
		Path jar = jar();
		if (options == null || jar == null || options.areTheUsersAlone()) {
			BulkSend.main(arguments);
			return;
		}
		ClassArchive archive = ClassArchive.of(jar);
		ChildJvm child;
		try {
			List<String> command = options.command(archive.option(), CampaignSize.of(arguments), jar);
			command.add(1, "-D" + CommandStart.PROPERTY + "=" + started);
			child = ChildJvm.start(command, arguments);
		}
		catch (IOException ex) {
			// No process to be had: then without.
			BulkSend.main(arguments);
			return;
		}
		Launch launch = new Launch(child, arguments[0].equals(SEND) ? archive : null, options, jar);
		Runtime.getRuntime().halt(launch.await());
	}

	private static boolean isWork(String[] arguments) {
		return arguments.length > 0 && WORK.contains(arguments[0]) && !List.of(arguments).contains("--help")
				&& !List.of(arguments).contains("-h");
	}

	/** The jar that this process was started with, if it was one. */
	private static @Nullable Path jar() {
		String classPath = System.getProperty("java.class.path", "");
		return classPath.endsWith(".jar") && !classPath.contains(System.getProperty("path.separator"))
				? Path.of(classPath).toAbsolutePath() : null;
	}

}
