package io.bulksend.cli.help;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints the script by which a shell completes commands and options.
 */
@Command(name = "completion",
		description = "Prints a completion script for a shell. Write it to a file, and let your shell's start-up file source that.",
		exitCodeList = { " 0:printed", " 2:wrong usage" })
public final class CompletionCommand implements Callable<Integer> {

	/** The shells that the script is for. */
	enum Shell {

		bash, zsh

	}

	/** Codes can be named too, but who types one knows it. */
	private static final List<String> RETRIED = List.of("rejected", "in-doubt", "failed");

	private final Supplier<CommandLine> program;

	@Spec
	private CommandSpec spec;

	@Parameters(paramLabel = "bash|zsh", description = "The shell.")
	private Shell shell;

	/**
	 * A command.
	 * @param program makes the whole program's command line
	 */
	public CompletionCommand(Supplier<CommandLine> program) {
		this.program = program;
	}

	@Override
	public Integer call() {
		if (this.shell == Shell.zsh) {
			this.spec.commandLine().getOut().println("autoload -U +X compinit && compinit");
		}
		CommandLine all = this.program.get();
		proposeWords(all);
		this.spec.commandLine().getOut().print(AutoComplete.bash("bulk-send", all));
		this.spec.commandLine().getOut().flush();
		return 0;
	}

	/** As they are written everywhere else: the shell would be told a constant's name. */
	private static void proposeWords(CommandLine command) {
		CommandSpec spec = command.getCommandSpec();
		for (OptionSpec option : List.copyOf(spec.options())) {
			List<String> words = option.longestName().equals("--retry") ? RETRIED
					: List.of(option.paramLabel().split("\\|"));
			if (words.size() > 1) {
				spec.remove(option);
				spec.addOption(OptionSpec.builder(option).completionCandidates(words).build());
			}
		}
		command.getSubcommands().values().forEach(CompletionCommand::proposeWords);
	}

}
