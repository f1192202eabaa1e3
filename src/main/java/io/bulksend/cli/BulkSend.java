package io.bulksend.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.bulksend.campaign.NearestName;
import io.bulksend.cli.help.CompletionCommand;
import io.bulksend.cli.help.HelpText;
import io.bulksend.cli.help.UsageText;
import io.bulksend.cli.output.CommandFailure;
import io.bulksend.cli.output.ExitCode;
import io.bulksend.cli.output.OwnCommand;
import io.bulksend.cli.output.Paragraph;
import io.bulksend.cli.terminal.Letters;
import io.bulksend.cli.terminal.LiveLine;
import io.bulksend.cli.terminal.Terminal;
import io.bulksend.ledger.RunCommand;
import io.bulksend.run.CommandStart;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line. Help, version and wrong usage are answered here; Spring starts only
 * for what needs it.
 */
@Command(name = "bulk-send", mixinStandardHelpOptions = true, scope = ScopeType.INHERIT,
		versionProvider = Version.class,
		description = "Sends every row of a CSV as one WhatsApp message: nothing twice, nothing lost.",
		synopsisSubcommandLabel = "COMMAND", usageHelpWidth = 80, exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { " 0:done: nothing left to look at",
				" 1:done, and some rows need a look: REJECTED, INVALID or IN_DOUBT",
				" 2:nothing was sent: wrong usage, configuration, input file, or a ledger that is damaged or older"
						+ " than the results",
				" 3:stopped before the end: the same command goes on by itself",
				" 4:another run holds this campaign or this database",
				" 5:stopped before the end: a person is needed first" })
public final class BulkSend implements Runnable {

	/** As they are without punctuation. */
	private static final Set<String> SECRETS = Set.of("bulksendapitoken", "springdatasourcepassword",
			"springdatasourcehikaripassword");

	/** It takes all the others to tell of one. */
	private static final String HELP = "help";

	private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

	static {
		COMMANDS.put("send", SendCommand.class);
		COMMANDS.put("check", CheckCommand.class);
		COMMANDS.put("status", StatusCommand.class);
		COMMANDS.put("results", ResultsCommand.class);
		COMMANDS.put("receipts", ReceiptsCommand.class);
		COMMANDS.put("opt-outs", OptOutsCommand.class);
		COMMANDS.put("forget", ForgetCommand.class);
		COMMANDS.put("worker", WorkerCommand.class);
		COMMANDS.put("sandbox", SandboxCommand.class);
		COMMANDS.put(HELP, CommandLine.HelpCommand.class);
		COMMANDS.put("completion", CompletionCommand.class);
	}

	@Spec
	private CommandSpec spec;

	/**
	 * Runs a command and ends the process with its exit code.
	 * @param arguments the command line
	 */
	public static void main(String[] arguments) {
		CommandStart.mark();
		// Numbers look the same everywhere, like the words around them.
		Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
		Letters.prepareOutput();
		System.exit(run(Letters.read(arguments)));
	}

	/**
	 * Runs a command. Its outcome alone goes to standard output: while it runs, logs and
	 * all else that libraries may print there go to standard error.
	 */
	static int run(String... arguments) {
		PrintStream out = System.out;
		PrintStream err = System.err;
		LiveLine liveLine = new LiveLine(err);
		System.setErr(liveLine.others());
		System.setOut(System.err);
		try {
			return written(run(liveLine, out, arguments), out);
		}
		finally {
			System.setOut(out);
			System.setErr(err);
		}
	}

	/**
	 * What a command printed and nobody got is no success: a script would take half a
	 * table for all of it.
	 */
	private static int written(int exitCode, PrintStream out) {
		if (!out.checkError() || exitCode == ExitCode.NOTHING_SENT || exitCode == ExitCode.HELD) {
			return exitCode;
		}
		System.err.println("bulk-send: standard output could not be written: its disk is full, or whoever read it is"
				+ " gone. What was sent is safe in the ledger, and the same command tells again how it stands.");
		return ExitCode.NEEDS_A_PERSON;
	}

	private static int run(LiveLine liveLine, PrintStream out, String... arguments) {
		List<String> settings = new ArrayList<>();
		List<String> own = new ArrayList<>();
		for (String argument : arguments) {
			(isSetting(argument) ? settings : own).add(argument);
		}
		// Known before the command line is understood: that it is not is told in JSON
		// too.
		boolean json = Switches.isOn("json", own, settings, System.getenv());
		String called = own.isEmpty() ? "" : own.get(0);
		CommandLine commandLine = commandLine(settings, liveLine, called);
		commandLine.setOut(new PrintWriter(new OutputStreamWriter(out, Letters.of("stdout.encoding")), true));
		commandLine.setErr(new PrintWriter(new OutputStreamWriter(System.err, Letters.of("stderr.encoding")), true));
		for (String argument : arguments) {
			if (isSecret(argument)) {
				return refuse(secretMessage(argument), commandLine.getSubcommands().getOrDefault(called, commandLine),
						json);
			}
		}
		String unreadable = Letters.complaint(List.of(arguments), System.getenv());
		if (unreadable != null) {
			return refuse(unreadable, commandLine.getSubcommands().getOrDefault(called, commandLine), json);
		}
		commandLine.registerConverter(Path.class, Letters::file);
		commandLine.setCaseInsensitiveEnumValuesAllowed(true);
		HelpText.prepare(commandLine, Terminal.isOutput(), Terminal.isOutput() ? Terminal.width() : 0);
		commandLine.setParameterExceptionHandler((ex, given) -> wrongUsage(ex, json));
		commandLine.setExecutionExceptionHandler(
				(ex, command, parsed) -> CommandFailure.of(ex).report(command.getErr(), false));
		try {
			return commandLine
				.execute(Switches.add(own, settings, System.getenv(), commandLine).toArray(String[]::new));
		}
		catch (ParameterException ex) {
			return wrongUsage(ex, json);
		}
	}

	/**
	 * Knows one command if that is the one called for, which saves to look at the others;
	 * else all.
	 * @param settings what was given Spring's way
	 * @param liveLine the terminal's line
	 * @param called the first word
	 */
	static CommandLine commandLine(List<String> settings, LiveLine liveLine, String called) {
		SettingsFactory factory = new SettingsFactory(settings, liveLine);
		CommandLine commandLine = new CommandLine(new BulkSend(), factory);
		COMMANDS.forEach((name, command) -> {
			if (name.equals(called) || called.equals(HELP) || !COMMANDS.containsKey(called)) {
				commandLine.addSubcommand(new CommandLine(command, factory));
			}
		});
		return commandLine;
	}

	/**
	 * Understands the command of an earlier run.
	 * @param run how it was started
	 * @return the command, or empty where this version has no such one
	 */
	static Optional<OwnCommand> typed(RunCommand run) {
		List<String> settings = new ArrayList<>();
		List<String> own = new ArrayList<>();
		for (String word : OwnCommand.split(run.words())) {
			(isSetting(word) ? settings : own).add(word);
		}
		CommandLine commandLine = commandLine(settings, new LiveLine(System.err), own.get(0));
		commandLine.registerConverter(Path.class, Letters::file);
		commandLine.setCaseInsensitiveEnumValuesAllowed(true);
		try {
			return Optional.ofNullable(commandLine.parseArgs(own.toArray(String[]::new)).subcommand())
				.map((parsed) -> new OwnCommand(parsed, settings, run.configured()));
		}
		catch (ParameterException ex) {
			return Optional.empty();
		}
	}

	/** However it is spelled: Spring takes many spellings for one. */
	private static boolean isSecret(String argument) {
		return argument.startsWith("-")
				&& SECRETS.contains(nameOf(argument).replaceAll("[-_.]", "").toLowerCase(Locale.ROOT));
	}

	/**
	 * Every setting of the application can be given as --name=value, Spring's usual way.
	 */
	private static boolean isSetting(String argument) {
		return argument.startsWith("--bulksend.") || argument.startsWith("--spring.")
				|| argument.startsWith("--logging.") || argument.startsWith("--management.");
	}

	@Override
	public void run() {
		throw new ParameterException(this.spec.commandLine(), "Which command? Try send FILE");
	}

	/** Without the two characters in front of it. */
	private static String nameOf(String argument) {
		return argument.replaceFirst("^--|^-D|^-", "").replaceFirst("=(?s:.*)", "");
	}

	private static String secretMessage(String secret) {
		return nameOf(secret) + " cannot be given on the command line, where every process list shows it:"
				+ " use an environment variable such as BULKSEND_API_TOKEN.";
	}

	private static int refuse(String message, CommandLine command, boolean json) {
		command.getErr().println("bulk-send: " + Paragraph.visible(message));
		if (json) {
			OutputOptions.printJson(command.getOut(), command.getCommandName(), ExitCode.NOTHING_SENT, message);
		}
		return ExitCode.NOTHING_SENT;
	}

	/** What was meant, most likely; nothing where that is a guess. */
	private static String nearest(ParameterException ex) {
		if (!(ex instanceof CommandLine.UnmatchedArgumentException unmatched)) {
			return "";
		}
		CommandSpec command = ex.getCommandLine().getCommandSpec();
		String typed = unmatched.getUnmatched().get(0).replaceFirst("=(?s:.*)", "").toLowerCase(Locale.ROOT);
		boolean option = typed.startsWith("-");
		Set<String> names = option ? command.optionsMap().keySet()
				: (command.parent() == null) ? COMMANDS.keySet() : Set.of();
		int most = Math.min(typed.length() - 2, Math.max(2, typed.length() / 3));
		return NearestName.of(typed, names)
			.filter((name) -> !name.equals(unmatched.getUnmatched().get(0)) && NearestName.edits(typed, name) <= most)
			.map((name) -> " The nearest is " + (option ? "'" + name + "'." : "\"" + name + "\"."))
			.orElse("");
	}

	/** As it can be pasted. */
	private static String help(CommandLine command) {
		String program = OwnCommand.program();
		return (command.getParent() == null) ? program : program + " " + command.getCommandName();
	}

	private static int wrongUsage(ParameterException ex, boolean json) {
		CommandLine command = ex.getCommandLine();
		PrintWriter err = command.getErr();
		String message = UsageText.of(ex, COMMANDS.keySet()) + nearest(ex);
		err.println(command.getColorScheme().errorText("bulk-send: " + Paragraph.visible(message)));
		err.println("Try '" + help(command) + " --help'.");
		err.flush();
		if (json) {
			OutputOptions.printJson(command.getOut(), command.getCommandName(), ExitCode.NOTHING_SENT, message);
		}
		return ExitCode.NOTHING_SENT;
	}

}
