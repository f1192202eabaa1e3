package io.bulksend.cli;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;

import io.bulksend.cli.output.CommandFailure;
import io.bulksend.cli.output.ExitCode;
import io.bulksend.run.worker.OwnTroubleException;
import io.bulksend.run.worker.WorkerRun;
import io.bulksend.send.StopSwitch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Takes part in campaigns that are handed out.
 */
@Command(name = "worker",
		description = "Takes part in the campaigns that send --workers hands out on the same PostgreSQL, until it is"
				+ " stopped; waits while the database is away.",
		footer = { "", "Environment:", "  BULKSEND_API_TOKEN     the account's token",
				"  BULKSEND_API_URL       the API's base URL", "  SPRING_DATASOURCE_URL  the PostgreSQL, and its kin",
				"Every option can be given as a BULKSEND_* variable too, and as a bulksend.* property." },
		exitCodeList = { " 0:stopped by a signal, its calls ended",
				" 2:wrong usage or configuration, or another version of the program",
				" 5:a person is needed: the API refuses this worker, and not the others" })
final class WorkerCommand implements Callable<Integer> {

	private final List<String> settings;

	@Mixin
	private AccountOption account = new AccountOption();

	@Option(names = "--concurrency", paramLabel = "N",
			description = "Calls of this process in flight at the most; default: 64.")
	private @Nullable Integer concurrency;

	@Option(names = "--metrics", paramLabel = "FILE",
			description = "Write this worker's metrics to this file, as Prometheus reads them; best named *.prom.")
	private @Nullable Path metrics;

	@Mixin
	private OutputOptions output = new OutputOptions();

	WorkerCommand(List<String> settings) {
		this.settings = settings;
	}

	@Override
	public Integer call() {
		StopSwitch stop = new StopSwitch();
		StopSignals.install(stop, this.output.err());
		try {
			WorkerRun.run(arguments(), stop, this::say);
			say("Stopped.");
			return ExitCode.DONE;
		}
		catch (OwnTroubleException ex) {
			return this.output.report(new CommandFailure(ExitCode.NEEDS_A_PERSON, String.valueOf(ex.getMessage()), ex));
		}
		catch (RuntimeException ex) {
			return this.output.report(CommandFailure.of(ex));
		}
	}

	private void say(String text) {
		this.output.err().println(OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + text);
		this.output.err().flush();
	}

	private List<String> arguments() {
		GivenSettings given = new GivenSettings(this.settings);
		this.account.addTo(given);
		this.output.addTo(given);
		given.add("concurrency", this.concurrency);
		given.add("metrics", this.metrics);
		return given.arguments();
	}

}
