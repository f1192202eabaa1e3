package io.bulksend.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.bulksend.cli.output.CommandFailure;
import io.bulksend.cli.output.ExitCode;
import io.bulksend.cli.output.check.CheckJson;
import io.bulksend.cli.output.check.CheckPrinter;
import io.bulksend.run.CheckResult;
import io.bulksend.run.CheckRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Reads and checks a campaign's file, and says what sending it would do.
 */
@Command(name = "check",
		description = "Reads and checks the whole FILE, says what would happen and how long it would take;"
				+ " sends nothing, keeps nothing.",
		footer = { "", "Environment:", "  BULKSEND_API_SOURCE  the sender's id for rows that name none",
				"Every option can be given as a BULKSEND_* variable too, and as a bulksend.* property." })
final class CheckCommand implements Callable<Integer> {

	private final List<String> settings;

	@Mixin
	private InputOptions input = new InputOptions();

	@Mixin
	private CampaignOptions campaign = new CampaignOptions();

	@Mixin
	private PlanOptions plan = new PlanOptions();

	@Mixin
	private LedgerChoice ledger = new LedgerChoice();

	@Option(names = "--results", paramLabel = "FILE",
			description = "Where send would write the results; default: NAME-results.csv beside the input.")
	private @Nullable Path results;

	@Option(names = "--json", description = "Print one JSON object.")
	private boolean json;

	@Mixin
	private OutputOptions output = new OutputOptions();

	CheckCommand(List<String> settings) {
		this.settings = settings;
	}

	@Override
	public Integer call() {
		try {
			CheckResult result = CheckRun.run(arguments());
			int exitCode = ExitCode.of(result);
			if (this.json) {
				CheckJson.print(this.output.out(), result, exitCode);
			}
			else {
				new CheckPrinter(this.output.out()).print(result);
			}
			return exitCode;
		}
		catch (UncheckedIOException ex) {
			String message = ex.getMessage() + " (" + ex.getCause().getMessage() + ")";
			return this.output.report(new CommandFailure(ExitCode.NOTHING_SENT, message, ex));
		}
		catch (RuntimeException ex) {
			return this.output.report(CommandFailure.of(ex));
		}
	}

	private List<String> arguments() {
		GivenSettings given = new GivenSettings(this.settings);
		this.input.addTo(given);
		this.campaign.addTo(given);
		this.plan.addTo(given);
		this.ledger.addTo(given);
		given.add("results", this.results);
		return given.arguments();
	}

}
