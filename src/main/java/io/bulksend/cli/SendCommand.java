package io.bulksend.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import io.bulksend.cli.output.CommandFailure;
import io.bulksend.cli.output.ExitCode;
import io.bulksend.cli.output.NextSteps;
import io.bulksend.cli.output.NextSteps.Step;
import io.bulksend.cli.output.RunLines;
import io.bulksend.cli.output.SendJson;
import io.bulksend.cli.output.SummaryPrinter;
import io.bulksend.cli.output.check.NotesText;
import io.bulksend.cli.output.check.TrialPrinter;
import io.bulksend.cli.terminal.LastWord;
import io.bulksend.cli.terminal.LiveLine;
import io.bulksend.cli.terminal.ProgressDisplay;
import io.bulksend.cli.terminal.Terminal;
import io.bulksend.progress.RunProgress;
import io.bulksend.run.Launcher;
import io.bulksend.run.RunResult;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.run.trial.TrialAsked;
import io.bulksend.run.trial.TrialResult;
import io.bulksend.run.trial.TrialRun;
import io.bulksend.send.SendProgress;
import io.bulksend.send.StopSwitch;
import io.bulksend.send.Ticker;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Sends a campaign, or goes on where it stopped.
 */
@Command(name = "send", description = "Sends the campaign in FILE, or goes on where it stopped; writes the results.",
		footer = { "", "Environment:", "  BULKSEND_API_TOKEN   the account's token; required unless --sandbox is given",
				"  BULKSEND_API_SOURCE  the sender's id for rows that name none",
				"  BULKSEND_API_URL     the API's base URL",
				"Every option can be given as a BULKSEND_* variable too, and as a bulksend.* property." })
final class SendCommand implements Callable<Integer> {

	private final List<String> settings;

	private @Nullable Path ledgerFolder;

	private final LiveLine liveLine;

	@Mixin
	private InputOptions input = new InputOptions();

	@Mixin
	private CampaignOptions campaign = new CampaignOptions();

	@Mixin
	private PlanOptions plan = new PlanOptions();

	@Mixin
	private LedgerOptions ledger = new LedgerOptions();

	@Mixin
	private OutputOptions output = new OutputOptions();

	@Option(names = "--workers", description = "Hand the rows out to worker processes too; needs PostgreSQL.")
	private boolean workers;

	@Mixin
	private AccountOption account = new AccountOption();

	@Option(names = "--concurrency", paramLabel = "N", description = "Calls in flight at the most; default: 64.")
	private @Nullable Integer concurrency;

	@Option(names = "--max-failures", paramLabel = "N",
			description = "Stop after N calls in a row without one acceptance; default: 50.")
	private @Nullable Integer maxFailures;

	@Option(names = "--give-up-after", paramLabel = "DURATION",
			description = "How long to go on trying while the API can't be reached, or asks to wait; default: 5m.")
	private @Nullable String giveUpAfter;

	@Option(names = "--limit", paramLabel = "N",
			description = "Send at most N messages now, at least 1; default: none.")
	private @Nullable String limit;

	@Option(names = "--canary", paramLabel = "N",
			description = "Send N messages first, and the others only if enough of these were accepted: 90 %%, or as"
					+ " bulksend.canary-share says.")
	private @Nullable String canary;

	@Option(names = "--test-to", paramLabel = "NUMBER", split = ",",
			description = "Send only the first good row of each kind of message, to these numbers instead; the campaign is"
					+ " untouched. Ends with 0 if all were accepted, else with 1.")
	private List<String> testTo = List.of();

	@Option(names = "--results", paramLabel = "FILE",
			description = "Where the results go; default: NAME-results.csv beside the input.")
	private @Nullable Path results;

	@Option(names = "--report", paramLabel = "FILE",
			description = "Where the report goes; default: NAME-report.html beside the results.")
	private @Nullable Path report;

	@Option(names = "--wait", paramLabel = "DURATION",
			description = "How long to wait for another run that holds the campaign or the database; default: 0s.")
	private @Nullable String wait;

	@Option(names = "--metrics", paramLabel = "FILE",
			description = "Write metrics to this file, as Prometheus reads them; best named *.prom.")
	private @Nullable Path metrics;

	@Option(names = "--sandbox", description = "Use a simulated API inside this process: no token needed, nothing"
			+ " leaves the machine; its ledger is apart from the real one.")
	private boolean sandbox;

	@Option(names = "--yes",
			description = "On a terminal, don't wait for a word before the first messages of a new campaign.")
	private boolean yes;

	@Option(names = "--json", description = "Print one JSON object at the end; all else goes to standard error.")
	private boolean json;

	@Option(names = "--quiet",
			description = "Print nothing but errors and the summary, between a dated line at the begin and one at the"
					+ " end.")
	private boolean quiet;

	SendCommand(List<String> settings, LiveLine liveLine) {
		this.settings = settings;
		this.liveLine = liveLine;
	}

	@Override
	public Integer call() {
		RunLines lines = new RunLines(this.json ? this.output.err() : this.output.out(), OffsetDateTime::now);
		StopSwitch stop = new StopSwitch();
		StopSignals.install(stop, this.output.err());
		try {
			RunProgress progress = new RunProgress();
			progress.whenBegun(lines::begin);
			long begin = System.nanoTime();
			AtomicReference<Set<String>> configured = new AtomicReference<>(Set.of());
			RunResult result = run(stop, progress, configured, lines);
			Duration duration = Duration.ofNanos(System.nanoTime() - begin);
			if (result.sentBefore() && !this.json) {
				lines.nothing(result);
			}
			else {
				print(result, configured.get(), progress, duration);
			}
			lines.end(result);
			return ExitCode.of(result);
		}
		catch (TrialAsked ex) {
			return sendTests(ex.settings(), stop);
		}
		catch (RuntimeException | Error ex) {
			CommandFailure failure = CommandFailure.of(ex).keptIn(this.ledgerFolder);
			lines.failed(failure, !this.json && Terminal.isOneWay());
			return this.output.report(failure, this.output.ownCommand(this.settings, Set.of()));
		}
	}

	private int sendTests(RunSettings given, StopSwitch stop) {
		try {
			TrialResult result = TrialRun.run(given, arguments(), stop);
			int exitCode = result.allAccepted() ? ExitCode.DONE : ExitCode.NEEDS_A_LOOK;
			TrialPrinter printer = new TrialPrinter(this.output.out());
			if (this.json) {
				printer.printJson(result, exitCode);
			}
			else {
				printer.print(result);
			}
			return exitCode;
		}
		catch (RuntimeException ex) {
			return this.output.report(CommandFailure.of(ex));
		}
	}

	private void print(RunResult result, Set<String> configured, RunProgress progress, Duration duration) {
		List<Step> steps = NextSteps.of(result, this.output.ownCommand(this.settings, configured));
		SendProgress run = progress.standing().run();
		if (this.json) {
			SendJson.print(this.output.out(), result, run, duration, progress.parts(), steps);
			return;
		}
		SummaryPrinter printer = new SummaryPrinter(this.output.out());
		printer.print(result, run, duration, steps);
		if (progress.parts().size() > 1) {
			printer.print(progress.parts());
		}
	}

	private RunResult run(StopSwitch stop, RunProgress progress, AtomicReference<Set<String>> configured,
			RunLines lines) {
		ProgressDisplay display = new ProgressDisplay(progress, this.liveLine, this.output.err(), NotesText::lines);
		try {
			return Launcher.send(arguments(), this.output.ownCommand(this.settings, Set.of()).words(), stop, progress,
					(settings) -> {
						TrialAsked.check(settings);
						configured.set(settings.configured());
						this.ledgerFolder = (settings.ledger().server() == null) ? settings.ledger().folder() : null;
						if (!settings.sandbox() && !settings.beginsUnasked() && Terminal.isThere()
								&& Terminal.isInput()) {
							LastWord word = new LastWord(this.output.err(), System.in, Ticker.SYSTEM::nanos,
									Ticker.SYSTEM::sleepUntil, () -> stop.requested().isPresent());
							progress.beforeDeparture((departure) -> word.say(settings.campaign().name(), departure,
									settings.send().rate(), settings.send().limit()));
						}
						if (!settings.logsOnConsole() && (this.quiet || !Terminal.isThere())) {
							lines.want(settings.campaign().name());
						}
						if (!this.quiet && !settings.logsOnConsole()) {
							display.start(settings.progressInterval());
						}
					});
		}
		finally {
			display.stop();
		}
	}

	private List<String> arguments() {
		GivenSettings given = new GivenSettings(this.settings);
		this.input.addTo(given);
		this.plan.addTo(given);
		this.ledger.addTo(given);
		this.output.addTo(given);
		this.campaign.addTo(given);
		this.account.addTo(given);
		given.addSwitch("workers", this.workers);
		given.add("concurrency", this.concurrency);
		given.add("max-failures", this.maxFailures);
		given.add("give-up-after", this.giveUpAfter);
		given.add("limit", this.limit);
		given.add("canary", this.canary);
		given.add("test-to", this.testTo.isEmpty() ? null : String.join(",", this.testTo));
		given.add("results", this.results);
		given.add("report", this.report);
		given.add("wait", this.wait);
		given.add("metrics", this.metrics);
		given.addSwitch("sandbox", this.sandbox);
		given.addSwitch("yes", this.yes);
		return given.arguments();
	}

}
