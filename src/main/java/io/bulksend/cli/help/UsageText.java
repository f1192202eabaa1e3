package io.bulksend.cli.help;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with what was typed, in the words of those who run commands: they count
 * no indexes, and know an option by the name that they typed.
 */
public final class UsageText {

	/** Words of which one was expected, for an option. */
	private static final Pattern CHOICE = Pattern
		.compile("(?s)Invalid value for option '([^']*)'(?: \\([^)]*\\))?: expected one of \\[(.*)\\]"
				+ " \\(case-insensitive\\) but was '(.*)'");

	private UsageText() {
	}

	/**
	 * Says what is wrong.
	 * @param refused what was thrown
	 * @param commands the commands that there are
	 * @return a sentence
	 */
	public static String of(ParameterException refused, Set<String> commands) {
		CommandLine command = refused.getCommandLine();
		if (refused instanceof UnmatchedArgumentException unmatched) {
			String first = unmatched.getUnmatched().get(0);
			if (command.getCommandSpec().findOption(first.replaceFirst("=(?s:.*)", "")) != null) {
				return "After -- nothing is an option any more: " + tooMany(unmatched.getUnmatched(), command);
			}
			if (!first.startsWith("-")) {
				return (command.getCommandSpec().parent() == null)
						? "There is no command \"" + first + "\". The commands are " + String.join(", ", commands) + "."
						: tooMany(unmatched.getUnmatched(), command);
			}
		}
		if (refused instanceof MissingParameterException missing && !missing.getMissing().isEmpty()
				&& missing.getMissing().stream().noneMatch(ArgSpec::isOption)) {
			return command.getCommandName() + " needs " + missing.getMissing().get(0).paramLabel() + ".";
		}
		Matcher choice = CHOICE.matcher(String.valueOf(refused.getMessage()));
		if (choice.matches()) {
			return "'%s' takes %s, but not \"%s\".".formatted(choice.group(1),
					choice.group(2).toLowerCase(Locale.ROOT).replaceFirst(", (\\S+)$", " or $1"), choice.group(3));
		}
		String message = String.valueOf(refused.getMessage())
			.replaceFirst("^Unknown subcommand '([^']*)'\\.?$",
					"There is no command \"$1\". The commands are " + String.join(", ", commands) + ".")
			.replaceFirst(
					"^Invalid value for positional parameter at index \\d+ \\([^)]*\\): expected one of \\[(.*)\\]"
							+ " \\(case-insensitive\\) but was '(.*)'$",
					command.getCommandName() + " takes $1, but not \"$2\".");
		return message
			.replaceFirst("^Missing required parameter for option '([^']*)' \\(([^)]*)\\)$", "$1 needs a value: $1 $2.")
			.replaceFirst("^Unknown options?: '([^'=]*)[^']*'.*$", "There is no option '$1'.")
			.replaceFirst(
					"^Value for option option '([^']*)' \\(([^)]*)\\) should be in KEY=VALUE format but was (.*)$",
					"$1 needs $2, but is \"$3\".")
			.replaceFirst("^Invalid value for positional parameter at index \\d+ \\(([^)]*)\\)", "$1")
			.replaceFirst("^Invalid value for option '([^']*)'( \\([^)]*\\))?", "'$1'")
			.replaceFirst("^option '([^']*)' (\\([^)]*\\) )?should be specified only once$", "'$1' was given twice.")
			.replaceFirst("^'([^']*)': '' is not an? .*$", "$1 needs a value.")
			.replaceFirst(" is not a boolean$", " is neither true nor false.")
			.replaceFirst(" is not a double$", " is not a number.")
			.replaceFirst(" is not an? (int|long)$", " is not a whole number.");
	}

	private static String tooMany(List<String> unmatched, CommandLine command) {
		boolean takesNone = command.getCommandSpec().positionalParameters().isEmpty();
		String takes = takesNone ? "takes no argument" : "takes one "
				+ command.getCommandSpec().positionalParameters().get(0).paramLabel().replaceAll("[\\[\\]]", "");
		return "\"" + unmatched.get(0) + "\" is one argument too many: " + command.getCommandName() + " " + takes + ".";
	}

}
