package io.bulksend.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.bulksend.cli.output.CommandFailure;
import io.bulksend.cli.output.ExitCode;
import io.bulksend.cli.output.ForgetPrinter;
import io.bulksend.run.forget.ForgetResult;
import io.bulksend.run.forget.ForgetRun;
import io.bulksend.run.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Takes what is personal out of the ledger.
 */
@Command(name = "forget",
		description = "Takes what is personal of CAMPAIGN, or of all finished campaigns of an age, out of the ledger:"
				+ " numbers, texts, ids and receipts. Its name, its file's hash and its counts stay, so that nothing is"
				+ " sent twice. Results and other files are left alone.",
		footer = { "", "Every option can be given as a BULKSEND_* variable too, and as a bulksend.* property." },
		exitCodeList = { " 0:forgotten, or there was nothing to forget",
				" 2:nothing was forgotten: no such campaign, one that is not finished, or no ledger; wrong usage or"
						+ " configuration",
				" 3:the ledger's database failed: the same command goes on",
				" 4:a run holds the campaign, or another process uses the embedded database" })
final class ForgetCommand implements Callable<Integer> {

	private final List<String> settings;

	@Parameters(index = "0", arity = "0..1", paramLabel = "CAMPAIGN", description = "A campaign's name.")
	private @Nullable String campaign;

	@Option(names = "--older-than", paramLabel = "DURATION",
			description = "All finished campaigns about which nothing was decided for so long, for example 90d.")
	private @Nullable String olderThan;

	@Mixin
	private LedgerChoice ledger = new LedgerChoice();

	@Option(names = "--json", description = "Print one JSON object.")
	private boolean json;

	@Mixin
	private OutputOptions output = new OutputOptions();

	ForgetCommand(List<String> settings) {
		this.settings = settings;
	}

	@Override
	public Integer call() {
		try {
			if (this.campaign != null && this.olderThan != null) {
				throw new ConfigurationException("A campaign's name and --older-than ask for two different things:"
						+ " give one of them. Nothing was forgotten.");
			}
			ForgetResult result = ForgetRun.run(arguments(), Optional.ofNullable(this.campaign));
			ForgetPrinter printer = new ForgetPrinter(this.output.out());
			if (this.json) {
				printer.printJson(result);
			}
			else {
				printer.print(result);
			}
			return ExitCode.DONE;
		}
		catch (RuntimeException ex) {
			return this.output.report(CommandFailure.of(ex));
		}
	}

	private List<String> arguments() {
		GivenSettings given = new GivenSettings(this.settings);
		given.add("older-than", this.olderThan);
		this.ledger.addTo(given);
		this.output.addTo(given);
		return given.arguments();
	}

}
