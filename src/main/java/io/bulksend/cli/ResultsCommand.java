package io.bulksend.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.bulksend.cli.output.CommandFailure;
import io.bulksend.cli.output.ExitCode;
import io.bulksend.cli.output.RunResultJson;
import io.bulksend.cli.output.SummaryPrinter;
import io.bulksend.run.ResultsRun;
import io.bulksend.run.RunResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Writes the results of a campaign, without sending.
 */
@Command(name = "results",
		description = "Writes the results of FILE's campaign from the ledger, at any time. Sends nothing.",
		footer = { "", "Every option can be given as a BULKSEND_* variable too, and as a bulksend.* property." },
		exitCodeList = { " 0:written: nothing left to look at",
				" 1:written, and some rows need a look: REJECTED, INVALID or IN_DOUBT",
				" 2:not written: wrong usage, configuration or file, no such campaign or no ledger",
				" 3:written, and rows are left to send; or the ledger's database failed",
				" 4:not written: another process uses the embedded database",
				" 5:results, report or standard output could not be written" })
final class ResultsCommand implements Callable<Integer> {

	private final List<String> settings;

	@Mixin
	private InputOptions input = new InputOptions();

	@Option(names = "--campaign", paramLabel = "NAME",
			description = "The campaign that FILE belongs to; default: FILE's name without its extension.")
	private @Nullable String campaign;

	@Option(names = "--results", paramLabel = "FILE",
			description = "Where the results go; default: NAME-results.csv beside the input.")
	private @Nullable Path results;

	@Option(names = "--report", paramLabel = "FILE",
			description = "Where the report goes; default: NAME-report.html beside the results.")
	private @Nullable Path report;

	@Mixin
	private LedgerChoice ledger = new LedgerChoice();

	@Option(names = "--json", description = "Print one JSON object.")
	private boolean json;

	@Mixin
	private OutputOptions output = new OutputOptions();

	ResultsCommand(List<String> settings) {
		this.settings = settings;
	}

	@Override
	public Integer call() {
		try {
			RunResult result = ResultsRun.run(arguments());
			if (this.json) {
				RunResultJson.print(this.output.out(), result);
			}
			else {
				new SummaryPrinter(this.output.out()).print(result);
			}
			return ExitCode.of(result);
		}
		catch (RuntimeException ex) {
			return this.output.report(CommandFailure.of(ex));
		}
	}

	private List<String> arguments() {
		GivenSettings given = new GivenSettings(this.settings);
		this.input.addTo(given);
		this.ledger.addTo(given);
		this.output.addTo(given);
		given.add("campaign", this.campaign);
		given.add("results", this.results);
		given.add("report", this.report);
		return given.arguments();
	}

}
