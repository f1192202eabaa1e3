package io.bulksend.cli.help;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help of each command: its options in groups, for one list of thirty is read by
 * nobody, and three examples to start from.
 */
public final class HelpText {

	/** Options by what they are about; what is in none of them comes last. */
	private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

	private static final Map<String, List<String>> EXAMPLES = new LinkedHashMap<>();

	private static final String OTHERS = "About the command";

	private static final int WIDEST = 120;

	/** Picocli cannot do with less. */
	private static final int NARROWEST = 55;

	static {
		GROUPS.put("Which campaign",
				List.of("--campaign", "--amend", "--corrections", "--changed", "--retry", "--again"));
		GROUPS.put("Which messages", List.of("--test-to", "--once-per", "--country", "--default", "--attachments",
				"--suppress", "--max-invalid"));
		GROUPS.put("How fast, and when",
				List.of("--rate", "--concurrency", "--limit", "--canary", "--per-day", "--window", "--zone",
						"--not-before", "--not-after", "--give-up-after", "--max-failures", "--wait", "--workers",
						"--account"));
		GROUPS.put("Reading the file", List.of("--delimiter", "--column"));
		GROUPS.put("Where things are", List.of("--data-dir", "--results", "--report", "--metrics", "--sandbox"));
		GROUPS.put("What is printed", List.of("--json", "--quiet", "--yes", "--debug"));
		EXAMPLES.put("bulk-send", List.of("check campaign.csv", "send campaign.csv --sandbox", "help send"));
		EXAMPLES.put("send", List.of("send campaign.csv --sandbox", "send campaign.csv --rate 20 --canary 100",
				"send campaign.csv --corrections campaign-retry.csv"));
		EXAMPLES.put("check",
				List.of("check campaign.csv", "check campaign.csv --country IN", "check campaign.csv --amend"));
		EXAMPLES.put("status", List.of("status", "status campaign", "status campaign --json"));
		EXAMPLES.put("results",
				List.of("results campaign.csv", "results campaign.csv --sandbox", "results campaign.csv --json"));
		EXAMPLES.put("receipts", List.of("receipts webhook.json", "receipts monday.jsonl tuesday.jsonl.gz",
				"receipts - --zone Asia/Kolkata"));
		EXAMPLES.put("opt-outs", List.of("opt-outs", "opt-outs --add 919833078369", "opt-outs --json"));
		EXAMPLES.put("forget", List.of("forget campaign", "forget --older-than 90d", "forget campaign --json"));
		EXAMPLES.put("worker",
				List.of("worker", "worker --account shop --concurrency 128", "worker --metrics worker.prom"));
		EXAMPLES.put("sandbox", List.of("sandbox", "sandbox --port 8090", "sandbox --port 0"));
		EXAMPLES.put("help", List.of("help", "help send", "help completion"));
		EXAMPLES.put("completion", List.of("completion bash", "completion zsh", "completion bash --help"));
	}

	private HelpText() {
	}

	/**
	 * Gives a command and all below it their help.
	 * @param commandLine the command
	 * @param terminal whether it is read on a terminal
	 * @param width how wide that is
	 */
	public static void prepare(CommandLine commandLine, boolean terminal, int width) {
		boolean plain = !terminal || !System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
		// Where it is left to picocli, Java 22 and newer colour files too.
		commandLine.setColorScheme(Help.defaultColorScheme(plain ? Ansi.OFF : Ansi.ON));
		commandLine.setUsageHelpAutoWidth(false);
		if (terminal) {
			commandLine.setUsageHelpWidth(Math.max(NARROWEST, Math.min(width, WIDEST)));
		}
		prepare(commandLine);
	}

	private static void prepare(CommandLine command) {
		command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpText::options);
		command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING, HelpText::examples);
		command.getSubcommands().values().forEach(HelpText::prepare);
	}

	/**
	 * The examples of a command.
	 * @param command its name
	 * @return each without the program's name
	 */
	static List<String> examples(String command) {
		return EXAMPLES.getOrDefault(command, List.of());
	}

	/**
	 * The options of a command, by what they are about.
	 * @param options the options
	 * @return the groups that are not empty, in their order
	 */
	static Map<String, List<OptionSpec>> groups(List<OptionSpec> options) {
		Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
		List<OptionSpec> left = new ArrayList<>(options);
		left.removeIf(OptionSpec::hidden);
		GROUPS.forEach((heading, names) -> {
			List<OptionSpec> group = names.stream()
				.flatMap((name) -> options.stream().filter((option) -> option.longestName().equals(name)))
				.toList();
			left.removeAll(group);
			groups.put(heading, group);
		});
		groups.put(OTHERS, left);
		groups.values().removeIf(List::isEmpty);
		return groups;
	}

	private static String options(Help help) {
		StringBuilder text = new StringBuilder();
		Map<String, List<OptionSpec>> groups = groups(help.commandSpec().options());
		int headings = groups.size();
		groups.forEach((heading, options) -> {
			Layout layout = help.createDefaultLayout();
			layout.addOptions(options, help.createDefaultParamLabelRenderer());
			text.append(String.format("%n%s:%n", headings == 1 ? "Options" : heading)).append(layout);
		});
		return text.toString();
	}

	private static String examples(Help help) {
		StringBuilder text = new StringBuilder(String.format("%nExamples:%n"));
		examples(help.commandSpec().name())
			.forEach((example) -> text.append(String.format("  bulk-send %s%n", example)));
		return text.toString();
	}

}
