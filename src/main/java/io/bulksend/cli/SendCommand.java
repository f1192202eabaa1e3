package io.bulksend.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.bulksend.campaign.OncePer;
import io.bulksend.job.Launcher;
import io.bulksend.job.RunResult;
import io.bulksend.send.StopSwitch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

	@Spec
	private CommandSpec spec;

	@Parameters(index = "0", paramLabel = "FILE", description = "The campaign's CSV file.")
	private Path file;

	@Option(names = "--campaign", paramLabel = "NAME",
			description = "The campaign that FILE belongs to; default: FILE's name without its extension.")
	private @Nullable String campaign;

	@Option(names = "--amend",
			description = "FILE replaces the campaign's earlier file: what was accepted is not sent" + " again.")
	private boolean amend;

	@Option(names = "--retry", paramLabel = "STATUS", split = ",",
			description = "Also send again the rows whose status is rejected or in-doubt, or both: rejected,in-doubt.")
	private List<String> retry = List.of();

	@Option(names = "--window", paramLabel = "HH:MM-HH:MM",
			description = "Send only then; stop cleanly when it closes.")
	private @Nullable String window;

	@Option(names = "--zone", paramLabel = "ZONE",
			description = "Whose hours --window means, for example Europe/Berlin; default: the machine's.")
	private @Nullable String zone;

	@Option(names = "--once-per", paramLabel = "message|recipient",
			description = "What counts as the same message within a campaign; default: message.")
	private @Nullable OncePer oncePer;

	@Option(names = "--rate", paramLabel = "N",
			description = "Messages a second at the most, 0 for no limit; default: 50.")
	private @Nullable Double rate;

	@Option(names = "--concurrency", paramLabel = "N", description = "Calls in flight at the most; default: 64.")
	private @Nullable Integer concurrency;

	@Option(names = "--max-failures", paramLabel = "N",
			description = "Stop after N calls in a row without one acceptance; default: 50.")
	private @Nullable Integer maxFailures;

	@Option(names = "--give-up-after", paramLabel = "DURATION",
			description = "How long to go on trying while the API can't be reached; default: 5m.")
	private @Nullable String giveUpAfter;

	@Option(names = "--limit", paramLabel = "N", description = "Send at most N messages now.")
	private @Nullable Long limit;

	@Option(names = "--suppress", paramLabel = "FILE",
			description = "Recipients never to send to, one a line or a CSV with recipient_whatsapp.")
	private @Nullable Path suppress;

	@Option(names = "--results", paramLabel = "FILE",
			description = "Where the results go; default: NAME-results.csv beside the input.")
	private @Nullable Path results;

	@Option(names = "--data-dir", paramLabel = "DIR", description = "The embedded database's folder; default: ./data.")
	private @Nullable Path dataDir;

	@Option(names = "--sandbox", description = "Use a simulated API inside this process: no token needed, nothing"
			+ " leaves the machine; its ledger is apart from the real one.")
	private boolean sandbox;

	@Option(names = "--delimiter", paramLabel = "CHAR",
			description = "What separates the fields; default: found from the header.")
	private @Nullable String delimiter;

	@Option(names = "--column", paramLabel = "KNOWN=OWN",
			description = "A column's name in FILE, for example recipient_whatsapp=Phone.")
	private Map<String, String> columns = new LinkedHashMap<>();

	@Option(names = "--quiet", description = "Print nothing but errors and the summary.")
	private boolean quiet;

	@Option(names = "--debug", description = "Print stack traces and details.")
	private boolean debug;

	SendCommand(List<String> settings) {
		this.settings = settings;
	}

	@Override
	public Integer call() {
		StopSwitch stop = new StopSwitch();
		StopSignals.install(stop, this.spec.commandLine().getErr());
		try {
			RunResult result = Launcher.send(arguments(), stop);
			new SummaryPrinter(this.spec.commandLine().getOut()).print(result);
			return ExitCode.of(result);
		}
		catch (RuntimeException | Error ex) {
			return Failure.of(ex).report(this.spec.commandLine().getErr(), this.debug);
		}
	}

	/** What was given, as settings; all else is left to Spring's usual order. */
	private List<String> arguments() {
		List<String> arguments = new ArrayList<>(this.settings);
		add(arguments, "file", safe(this.file));
		add(arguments, "campaign", this.campaign);
		add(arguments, "once-per", this.oncePer);
		add(arguments, "window", this.window);
		add(arguments, "zone", this.zone);
		add(arguments, "retry", this.retry.isEmpty() ? null : String.join(",", this.retry));
		if (this.amend) {
			add(arguments, "amend", true);
		}
		add(arguments, "rate", this.rate);
		add(arguments, "concurrency", this.concurrency);
		add(arguments, "max-failures", this.maxFailures);
		add(arguments, "give-up-after", this.giveUpAfter);
		add(arguments, "limit", this.limit);
		add(arguments, "suppress", this.suppress);
		add(arguments, "results", this.results);
		add(arguments, "data-dir", this.dataDir);
		add(arguments, "delimiter", this.delimiter);
		this.columns.forEach((known, own) -> add(arguments, "columns." + known.replace('_', '-'), own));
		if (this.sandbox) {
			add(arguments, "sandbox", true);
		}
		if (this.debug) {
			arguments.add("--logging.level.io.bulksend=DEBUG");
			arguments.add("--logging.level.org.springframework.batch=INFO");
		}
		return arguments;
	}

	/** A name with a colon would be taken for a URL. */
	private static Path safe(Path file) {
		return file.toString().contains(":") ? file.toAbsolutePath() : file;
	}

	private static void add(List<String> arguments, String name, @Nullable Object value) {
		if (value != null) {
			arguments.add("--bulksend." + name + "=" + value);
		}
	}

}
