package io.bulksend.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;

import io.bulksend.cli.output.CommandFailure;
import io.bulksend.cli.output.JsonOutput;
import io.bulksend.cli.output.OwnCommand;
import io.bulksend.cli.output.Paragraph;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a command prints, alike for all.
 */
final class OutputOptions {

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;

	@Option(names = "--debug", description = "Print stack traces and details.")
	private boolean debug;

	PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

	PrintWriter err() {
		return this.spec.commandLine().getErr();
	}

	/**
	 * Reports a failure; as a JSON object too, where the command was asked for one.
	 * @param failure what went wrong
	 * @return the exit code
	 */
	int report(CommandFailure failure) {
		CommandFailure told = new CommandFailure(failure.exitCode(), asTyped(failure.message()), failure.cause());
		if (isJson()) {
			printJson(out(), this.spec.name(), told.exitCode(), told.message());
		}
		return told.report(err(), this.debug);
	}

	/**
	 * Reports a failure, and below it the whole command that does what was meant, where
	 * there is one.
	 * @param failure what went wrong
	 * @param command the command that was run
	 * @return the exit code
	 */
	int report(CommandFailure failure, OwnCommand command) {
		int exitCode = report(failure);
		failure.instead(command).ifPresent((other) -> {
			// In one line however long, so that it can be copied.
			err().println("    " + Paragraph.visible(other));
			err().flush();
		});
		return exitCode;
	}

	/** An option is a setting by the time that it is refused: here it is one again. */
	private String asTyped(String message) {
		for (OptionSpec option : this.spec.commandLine().getParseResult().matchedOptionsSet()) {
			String setting = "--bulksend." + option.longestName().substring(2);
			if (message.startsWith(setting + " ") || message.startsWith(setting + ":")) {
				return option.longestName() + message.substring(setting.length());
			}
		}
		return message;
	}

	/**
	 * The command that is run.
	 * @param settings what was given Spring's way
	 * @param configured options that it would have without naming them, as
	 * <code>limit</code>
	 * @return the command
	 */
	OwnCommand ownCommand(List<String> settings, Set<String> configured) {
		return new OwnCommand(this.spec.commandLine().getParseResult(), settings, configured);
	}

	/**
	 * Says whether the command was asked for JSON.
	 * @return whether --json was given
	 */
	boolean isJson() {
		return this.spec.commandLine().getParseResult().hasMatchedOption("--json");
	}

	/**
	 * Prints what went wrong for scripts.
	 * @param out where it goes
	 * @param command the command's name
	 * @param exitCode its exit code
	 * @param error what is wrong and what to do
	 */
	static void printJson(PrintWriter out, String command, int exitCode, String error) {
		try (JsonOutput json = new JsonOutput(out, command, exitCode)) {
			json.add("error", error);
		}
	}

	void addTo(GivenSettings given) {
		if (this.debug) {
			given.addRaw("logging.level.io.bulksend", "DEBUG");
			given.addRaw("logging.level.org.springframework.batch", "INFO");
		}
	}

}
