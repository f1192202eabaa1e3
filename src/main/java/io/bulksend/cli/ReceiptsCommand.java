package io.bulksend.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.bulksend.cli.output.CommandFailure;
import io.bulksend.cli.output.ExitCode;
import io.bulksend.cli.output.ReceiptsPrinter;
import io.bulksend.run.receipts.ReceiptsResult;
import io.bulksend.run.receipts.ReceiptsRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Takes in what the webhook posted.
 */
@Command(name = "receipts",
		description = "Takes in what the API's webhook posted: a JSON document, or many, plain or gzip."
				+ " The results then say what was delivered, and nobody who asked for no more messages gets one."
				+ " Safe to repeat.",
		footer = { "", "Every option can be given as a BULKSEND_* variable too, and as a bulksend.* property." },
		exitCodeList = { " 0:all files were taken in", " 2:a file was not taken in; wrong usage or configuration",
				" 3:the ledger's database failed: the same command goes on",
				" 4:another process uses the embedded database, or takes receipts in" })
final class ReceiptsCommand implements Callable<Integer> {

	private final List<String> settings;

	@Parameters(arity = "1..*", paramLabel = "FILE",
			description = "Files that the webhook's receiver wrote; - is standard input.")
	private List<Path> files = List.of();

	@Option(names = "--zone", paramLabel = "ZONE",
			description = "The zone of times that name none, for example Asia/Kolkata; default: UTC."
					+ " Give files again to correct it.")
	private @Nullable String zone;

	@Mixin
	private LedgerChoice ledger = new LedgerChoice();

	@Option(names = "--json", description = "Print one JSON object.")
	private boolean json;

	@Mixin
	private OutputOptions output = new OutputOptions();

	ReceiptsCommand(List<String> settings) {
		this.settings = settings;
	}

	@Override
	public Integer call() {
		try {
			ReceiptsResult result = ReceiptsRun.run(arguments(), this.files);
			int exitCode = result.tookAll() ? ExitCode.DONE : ExitCode.NOTHING_SENT;
			ReceiptsPrinter printer = new ReceiptsPrinter(this.output.out(), this.output.err());
			printer.printProblems(result);
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

	private List<String> arguments() {
		GivenSettings given = new GivenSettings(this.settings);
		given.add("receipts.zone", this.zone);
		this.ledger.addTo(given);
		this.output.addTo(given);
		return given.arguments();
	}

}
