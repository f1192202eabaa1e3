package io.bulksend.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

	private static final Pattern LARGEST_HEAP = Pattern.compile("-Xmx(\\d{1,15})(\\w?)");

	/** The better code of the second compiler comes too late for a short run. */
	private static final List<String> SHORT_RUN_OPTIONS = List.of("-XX:TieredStopAtLevel=1");

	/**
	 * The second compiler is for the code that really is hot, and is to inline less of
	 * what that calls: by default it would use a third of the run's processor time. Most
	 * objects here are short-lived.
	 */
	private static final List<String> LONG_RUN_OPTIONS = List.of("-XX:Tier4InvocationThreshold=60000",
			"-XX:Tier4MinInvocationThreshold=20000", "-XX:Tier4CompileThreshold=120000",
			"-XX:Tier4BackEdgeThreshold=400000", "-XX:MaxInlineLevel=6", "-XX:FreqInlineSize=80",
			"-XX:LoopUnrollLimit=8", "-XX:NewRatio=1");

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
		boolean longRun = size >= LONG_RUN;
		if (!isChosen("GC")) {
			// Runs with far less memory than the default, at the same speed.
			command.add("-XX:+UseSerialGC");
		}
		if (!isChosen("-Xms") && mayHeapHave(100)) {
			// What this program needs, not a part of what the machine has; it grows as
			// needed.
			command.add(longRun ? "-Xms96m" : "-Xms48m");
		}
		if (longRun && mayHeapHave(200) && !isChosen("GC", "-Xmn", "NewRatio", "NewSize")) {
			// What is kept grows a little in hours; this need not grow along.
			command.add("-XX:MaxNewSize=64m");
		}
		command.addAll(longRun ? LONG_RUN_OPTIONS : SHORT_RUN_OPTIONS);
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

	/** Says whether the heap may have so much, and nothing else was chosen about it. */
	private boolean mayHeapHave(long megabytes) {
		if (isChosen("RAMPercentage", "HeapSize")) {
			return false;
		}
		for (String option : given()) {
			Matcher most = LARGEST_HEAP.matcher(option);
			while (most.find()) {
				long number = Long.parseLong(most.group(1));
				long bytes = switch (most.group(2).toLowerCase(Locale.ROOT)) {
					case "g" -> number << 30;
					case "m" -> number << 20;
					case "k" -> number << 10;
					default -> number;
				};
				if (bytes < megabytes << 20) {
					return false;
				}
			}
		}
		return true;
	}

	/** Says whether the user has chosen one of these, in any of the ways there are. */
	private boolean isChosen(String... oneOf) {
		for (String option : given()) {
			if (option.startsWith("@") || Arrays.stream(oneOf).anyMatch(option::contains)) {
				return true;
			}
		}
		return false;
	}

	private List<String> given() {
		List<String> given = new ArrayList<>(this.users);
		for (String variable : new String[] { "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS" }) {
			String value = System.getenv(variable);
			if (value != null) {
				given.add(value);
			}
		}
		return given;
	}

}
