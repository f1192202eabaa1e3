package io.bulksend.cli;

import java.util.List;
import java.util.concurrent.Callable;

import io.bulksend.cli.output.CommandFailure;
import io.bulksend.cli.output.ExitCode;
import io.bulksend.cli.output.OptOutsPrinter;
import io.bulksend.run.receipts.OptOutsResult;
import io.bulksend.run.receipts.OptOutsRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Tells who asked not to be written to.
 */
@Command(name = "opt-outs",
		description = "Lists who asked not to be written to, or adds and removes numbers. No campaign of this ledger"
				+ " writes to them. Sends nothing.",
		footer = { "",
				"--data-dir and --sandbox can be given as BULKSEND_* variables too, and as bulksend.* properties." },
		exitCodeList = { " 0:done", " 2:nothing was changed: wrong usage, a number that cannot be one, or no ledger",
				" 3:the ledger's database failed: the same command goes on",
				" 4:another process uses the embedded database, or takes receipts in" })
final class OptOutsCommand implements Callable<Integer> {

	private final List<String> settings;

	@Option(names = "--add", paramLabel = "NUMBER", split = ",",
			description = "Write to this number no more. May be given more than once.")
	private List<String> add = List.of();

	@Option(names = "--remove", paramLabel = "NUMBER", split = ",",
			description = "Write to this number again. May be given more than once.")
	private List<String> remove = List.of();

	@Mixin
	private LedgerChoice ledger = new LedgerChoice();

	@Option(names = "--json", description = "Print one JSON object.")
	private boolean json;

	@Mixin
	private OutputOptions output = new OutputOptions();

	OptOutsCommand(List<String> settings) {
		this.settings = settings;
	}

	@Override
	public Integer call() {
		try {
			OptOutsResult result = OptOutsRun.run(arguments(), this.add, this.remove);
			OptOutsPrinter printer = new OptOutsPrinter(this.output.out());
			if (this.json) {
				printer.printJson(result);
			}
			else if (this.add.isEmpty() && this.remove.isEmpty()) {
				printer.printList(result);
			}
			else {
				printer.printChanges(result);
			}
			return ExitCode.DONE;
		}
		catch (RuntimeException ex) {
			return this.output.report(CommandFailure.of(ex));
		}
	}

	private List<String> arguments() {
		GivenSettings given = new GivenSettings(this.settings);
		this.ledger.addTo(given);
		this.output.addTo(given);
		return given.arguments();
	}

}
