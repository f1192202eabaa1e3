package io.bulksend.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.bulksend.campaign.OncePer;
import io.bulksend.job.CheckResult;
import io.bulksend.job.CheckRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

	@Spec
	private CommandSpec spec;

	@Parameters(index = "0", paramLabel = "FILE", description = "The campaign's CSV file.")
	private Path file;

	@Option(names = "--once-per", paramLabel = "message|recipient",
			description = "What counts as the same message within a campaign; default: message.")
	private @Nullable OncePer oncePer;

	@Option(names = "--suppress", paramLabel = "FILE",
			description = "Recipients never to send to, one a line or a CSV with recipient_whatsapp.")
	private @Nullable Path suppress;

	@Option(names = "--rate", paramLabel = "N",
			description = "Messages a second at the most, 0 for no limit; default: 50.")
	private @Nullable Double rate;

	@Option(names = "--window", paramLabel = "HH:MM-HH:MM", description = "The hours in which messages may go out.")
	private @Nullable String window;

	@Option(names = "--zone", paramLabel = "ZONE",
			description = "The window's time zone, for example Asia/Kolkata; default: the machine's.")
	private @Nullable String zone;

	@Option(names = "--delimiter", paramLabel = "CHAR",
			description = "What separates the fields, a character or the word tab; default: found from the header.")
	private @Nullable String delimiter;

	@Option(names = "--column", paramLabel = "KNOWN=OWN",
			description = "A column's name in FILE, for example recipient_whatsapp=Phone.")
	private Map<String, String> columns = new LinkedHashMap<>();

	@Option(names = "--debug", description = "Print stack traces and details.")
	private boolean debug;

	CheckCommand(List<String> settings) {
		this.settings = settings;
	}

	@Override
	public Integer call() {
		try {
			CheckResult result = CheckRun.run(arguments());
			new CheckPrinter(this.spec.commandLine().getOut()).print(result);
			return result.report().needsALook() ? ExitCode.NEEDS_A_LOOK : ExitCode.DONE;
		}
		catch (UncheckedIOException ex) {
			String message = ex.getMessage() + " (" + ex.getCause().getMessage() + ")";
			return new Failure(ExitCode.NOTHING_SENT, message, ex).report(this.spec.commandLine().getErr(), this.debug);
		}
		catch (RuntimeException ex) {
			return Failure.of(ex).report(this.spec.commandLine().getErr(), this.debug);
		}
	}

	/** What was given, as settings; all else is left to Spring's usual order. */
	private List<String> arguments() {
		List<String> arguments = new ArrayList<>(this.settings);
		add(arguments, "file", this.file);
		add(arguments, "once-per", this.oncePer);
		add(arguments, "suppress", this.suppress);
		add(arguments, "rate", this.rate);
		add(arguments, "window", this.window);
		add(arguments, "zone", this.zone);
		add(arguments, "delimiter", this.delimiter);
		this.columns.forEach((known, own) -> add(arguments, "columns." + known.replace('_', '-'), own));
		return arguments;
	}

	private static void add(List<String> arguments, String name, @Nullable Object value) {
		if (value != null) {
			arguments.add("--bulksend." + name + "=" + value);
		}
	}

}
