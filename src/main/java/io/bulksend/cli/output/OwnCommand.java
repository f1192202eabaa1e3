package io.bulksend.cli.output;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.bulksend.run.recognition.CommandText;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command that is being run, as it can be typed or copied to run it again, as it was
 * or a little different.
 */
public final class OwnCommand {

	/** The script that started this process, as it was typed. */
	private static final String SCRIPT = "io.bulksend.script";

	/** What to type in its place, where neither it nor the jar was. */
	public static final String PROGRAM = "io.bulksend.program";

	/** Where the build puts the script. */
	public static final String BUILT = "target/bulk-send";

	/** What is better set in the environment than shown again. */
	private static final Pattern SECRET = Pattern.compile("(?i)password|token|secret|headers");

	/** Asked for once, it must not be asked for by what is copied. */
	private static final String AGAIN = "--again";

	private static final Set<String> PRINTING = Set.of("--json", "--debug");

	/** What says how one file stands to its campaign. */
	private static final Set<String> OF_ONE_FILE = Set.of("--campaign", "--amend", "--changed", "--corrections",
			"--retry");

	/** What <code>results</code> has in common with <code>send</code>. */
	private static final Set<String> OF_RESULTS = Set.of("--campaign", "--results", "--report", "--delimiter",
			"--column", "--data-dir", "--sandbox");

	/** What an option that a variable or a file of settings sets is switched off with. */
	private static final Map<String, String> OFF = new TreeMap<>(
			Map.of("--limit", "none", "--canary", "none", "--delimiter", ","));

	private final ParseResult parsed;

	private final List<String> settings;

	private final Set<String> configured;

	/** Where it has to be run, where that is not here; else empty. */
	private final String folder;

	/**
	 * A command.
	 * @param parsed its options and parameters
	 * @param settings what was given Spring's way
	 * @param configured options that it would have without naming them, as
	 * <code>limit</code>
	 */
	public OwnCommand(ParseResult parsed, List<String> settings, Set<String> configured) {
		this(parsed, settings, configured, "");
	}

	private OwnCommand(ParseResult parsed, List<String> settings, Set<String> configured, String folder) {
		this.parsed = parsed;
		this.settings = settings;
		this.configured = configured;
		this.folder = folder;
	}

	/**
	 * The same command where it has to be run elsewhere.
	 * @param there the folder that it was run in
	 * @return the command, which begins with the way there
	 */
	public OwnCommand in(String there) {
		boolean here = there.isEmpty() || there.equals(Path.of("").toAbsolutePath().toString());
		return new OwnCommand(this.parsed, this.settings, this.configured, here ? "" : there);
	}

	/**
	 * All that was typed but secrets, for the ledger.
	 * @return the words without the program, quoted for a POSIX shell
	 */
	public String words() {
		List<String> words = new ArrayList<>(this.parsed.originalArgs());
		addSettings(words, Set.of());
		return words.stream().map(CommandText::argument).collect(Collectors.joining(" "));
	}

	/**
	 * The words that were quoted by {@link #words()}.
	 * @param quoted the words
	 * @return each for itself
	 */
	public static List<String> split(String quoted) {
		List<String> words = new ArrayList<>();
		StringBuilder word = new StringBuilder();
		boolean open = false;
		for (int i = 0; i < quoted.length(); i++) {
			char character = quoted.charAt(i);
			if (character == '\'') {
				open = !open;
			}
			else if (character == '\\' && !open) {
				word.append(quoted.charAt(++i));
			}
			else if (character == ' ' && !open) {
				words.add(word.toString());
				word.setLength(0);
			}
			else {
				word.append(character);
			}
		}
		words.add(word.toString());
		return words;
	}

	/**
	 * The same command.
	 * @return the command, quoted for a shell
	 */
	String again() {
		return with(file(), Set.of());
	}

	/**
	 * The same command without some options, and with others.
	 * @param dropped names of options that are left out, as <code>--limit</code>, or
	 * switched off where the command would have them all the same
	 * @param added options and their values to add
	 * @return the command, quoted for a shell
	 */
	String with(Set<String> dropped, String... added) {
		return with(file(), dropped, added);
	}

	/**
	 * The same command for another file.
	 * @param file the file
	 * @param dropped names of options that are left out
	 * @param added options and their values to add
	 * @return the command, quoted for a shell
	 */
	String with(String file, Set<String> dropped, String... added) {
		List<String> words = new ArrayList<>(List.of(this.parsed.commandSpec().name(), file));
		addOptions(words, dropped);
		OFF.forEach((name, value) -> {
			if (dropped.contains(name) && isConfigured(name)) {
				words.addAll(List.of(name, value));
			}
		});
		words.addAll(List.of(added));
		return program(words);
	}

	/**
	 * The same command for another file of another campaign.
	 * @param file the file
	 * @param added options and their values to add
	 * @return the command, quoted for a shell
	 */
	public String instead(String file, List<String> added) {
		return with(file, OF_ONE_FILE, added.toArray(String[]::new));
	}

	/**
	 * Another command of this program with this one's options but for those that say how
	 * it prints.
	 * @param command the command and its arguments
	 * @return the command, quoted for a shell
	 */
	public String other(String... command) {
		List<String> words = new ArrayList<>(List.of(command));
		addOptions(words, PRINTING);
		return program(words);
	}

	/**
	 * The command that writes the results of this one's file.
	 * @return the command, quoted for a shell
	 */
	public String results() {
		List<String> words = new ArrayList<>(List.of("results", file()));
		for (OptionSpec option : this.parsed.matchedOptionsSet()) {
			if (OF_RESULTS.contains(option.longestName())) {
				addOption(words, option);
			}
		}
		addSettings(words, Set.of());
		return program(words);
	}

	/**
	 * How this program was called.
	 * @return what to type in front of a command, quoted for a shell
	 */
	public static String program() {
		return program("");
	}

	/**
	 * Says whether the command has an option even without naming it.
	 * @param option its name, as <code>--limit</code>
	 * @return whether a variable or a file of settings sets it
	 */
	boolean isConfigured(String option) {
		return this.configured.contains(option.substring(2));
	}

	/**
	 * Says whether the command names an option.
	 * @param option its name, as <code>--limit</code>
	 * @return whether it does
	 */
	boolean isGiven(String option) {
		return this.parsed.hasMatchedOption(option);
	}

	private void addOptions(List<String> words, Set<String> dropped) {
		for (OptionSpec option : this.parsed.matchedOptionsSet()) {
			if (!dropped.contains(option.longestName()) && !option.longestName().equals(AGAIN)) {
				addOption(words, option);
			}
		}
		addSettings(words, dropped);
	}

	private void addSettings(List<String> words, Set<String> dropped) {
		for (String setting : this.settings) {
			if (!SECRET.matcher(setting).find() && dropped.stream()
				.noneMatch((name) -> setting.startsWith("--bulksend." + name.substring(2) + "="))) {
				words.add(setting);
			}
		}
	}

	private static String quoted(List<String> words) {
		return words.stream().map(OwnCommand::words).collect(Collectors.joining(" "));
	}

	private String file() {
		return this.parsed.matchedPositional(0).originalStringValues().get(0);
	}

	private static void addOption(List<String> words, OptionSpec option) {
		if (option.arity().max() == 0) {
			words.add(option.longestName());
			return;
		}
		for (String value : option.originalStringValues()) {
			words.add(option.longestName());
			words.add(value);
		}
	}

	private String program(List<String> words) {
		String way = this.folder.isEmpty() ? "" : "cd " + words(this.folder) + " && ";
		return way + program(this.folder) + " " + quoted(words);
	}

	private static String program(String folder) {
		String script = System.getProperty(SCRIPT);
		if (script != null) {
			return words(from(folder, script));
		}
		String jar = System.getProperty("java.class.path", "");
		return (jar.endsWith(".jar") && !jar.contains(File.pathSeparator)) ? "java -jar " + words(from(folder, jar))
				: System.getProperty(PROGRAM, BUILT);
	}

	/** Found on the PATH it is found elsewhere too. */
	private static String from(String folder, String program) {
		boolean moves = !folder.isEmpty() && (program.indexOf('/') >= 0 || program.endsWith(".jar"));
		return moves ? Path.of(program).toAbsolutePath().normalize().toString() : program;
	}

	private static String words(String argument) {
		if (File.separatorChar == '\\') {
			return argument.matches("[\\w@%+=:,./\\\\-]+") ? argument : '"' + argument + '"';
		}
		return CommandText.argument(argument);
	}

}
