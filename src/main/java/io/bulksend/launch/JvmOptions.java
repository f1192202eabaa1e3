package io.bulksend.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The options that a JVM is started with: the user's, and ours before them, so that the
 * user's win.
 *
 * @param java the program that starts a JVM
 * @param users what stood before {@code -jar}
 */
record JvmOptions(String java, List<String> users) {

	/** A file of some 200,000 rows; more are worth the better compiler's time. */
	private static final long LONG_RUN = 24_000_000;

	/**
	 * Reads them from this process's command line.
	 * @return the options, or null where the system does not tell or there was no
	 * {@code -jar}
	 */
	static @Nullable JvmOptions ofThisProcess() {
		ProcessHandle.Info info = ProcessHandle.current().info();
		String[] line = info.arguments().orElse(null);
		String java = info.command().orElse(null);
		if (line == null || java == null) {
			return null;
		}
		List<String> all = Arrays.asList(line);
		int jar = all.indexOf("-jar");
		return (jar >= 0) ? new JvmOptions(java, List.copyOf(all.subList(0, jar))) : null;
	}

	/**
	 * Says whether the user has taken the JVM into their own hands: a debugger or an
	 * agent wants one process, and a class archive fits the JVM it was made with.
	 */
	boolean areTheUsersAlone() {
		for (String option : this.users) {
			if (option.startsWith("-agent") || option.startsWith("-javaagent") || option.startsWith("-Xshare")
					|| option.startsWith("-XX:SharedArchive") || option.startsWith("-XX:ArchiveClasses")
					|| option.startsWith("-XX:AOT") || option.equals("-Dio.bulksend.launch=direct")) {
				return true;
			}
		}
		return false;
	}

	/**
	 * A command that starts the program.
	 * @param archive the option that names the class archive, or none
	 * @param size the size of the file to work on, in bytes
	 * @param jar the program
	 * @return the command, to which the program's arguments are to be added
	 */
	List<String> command(List<String> archive, long size, Path jar) {
		List<String> command = new ArrayList<>();
		command.add(this.java);
		if (!choosesCollector()) {
			// Runs with far less memory than the default, at the same speed.
			command.add("-XX:+UseSerialGC");
		}
		// What this program needs, not a part of what the machine has; it grows as
		// needed.
		command.add("-Xms48m");
		if (size < LONG_RUN) {
			// The better code of the second compiler comes too late for a short run.
			command.add("-XX:TieredStopAtLevel=1");
		}
		command.addAll(archive);
		// An archive that does not fit is no news for the user.
		command.add("-Xlog:disable");
		command.add("-Xlog:all=error:stderr");
		command.addAll(this.users);
		command.add("-cp");
		command.add(jar.toString());
		command.add(Child.class.getName());
		return command;
	}

	private boolean choosesCollector() {
		List<String> given = new ArrayList<>(this.users);
		for (String variable : new String[] { "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS" }) {
			String value = System.getenv(variable);
			if (value != null) {
				given.add(value);
			}
		}
		for (String option : given) {
			if (option.contains("GC") && option.contains("-XX:+Use") || option.startsWith("@")) {
				return true;
			}
		}
		return false;
	}

}
