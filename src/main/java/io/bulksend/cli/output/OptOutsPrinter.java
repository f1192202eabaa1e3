package io.bulksend.cli.output;

import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

import io.bulksend.ledger.OptOuts.OptOut;
import io.bulksend.run.receipts.OptOutsResult;

/**
 * Tells who asked not to be written to. Their numbers are what is asked for, so they are
 * printed in full.
 */
public final class OptOutsPrinter {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

	private final PrintWriter out;

	/**
	 * A printer.
	 * @param out where it goes
	 */
	public OptOutsPrinter(PrintWriter out) {
		this.out = out;
	}

	/**
	 * Prints the people, a line each.
	 * @param result who they are
	 */
	public void printList(OptOutsResult result) {
		for (OptOut optOut : result.optOuts()) {
			this.out.println("%-18s %s  %s".formatted(optOut.recipient(), time(optOut.since()),
					optOut.byHand() ? "entered by hand" : "by a message"));
		}
		if (result.optOuts().isEmpty()) {
			this.out.println("Nobody has opted out.");
		}
		this.out.flush();
	}

	/**
	 * Prints what was changed.
	 * @param result what was
	 */
	public void printChanges(OptOutsResult result) {
		changes(result.added(), "is written to no more");
		changes(result.removed(), "is written to again");
		changes(result.unchanged(), "was so already");
		long count = result.optOuts().size();
		this.out.println((count == 1) ? "1 number has opted out." : "%,d numbers have opted out.".formatted(count));
		this.out.flush();
	}

	/**
	 * Prints the same as JSON.
	 * @param result who they are, and what was changed
	 */
	public void printJson(OptOutsResult result) {
		try (JsonOutput json = new JsonOutput(this.out, "opt-outs", ExitCode.DONE)) {
			json.add("count", result.optOuts().size())
				.addAll("opt_outs", result.optOuts(),
						(optOut) -> json.add("recipient", optOut.recipient())
							.add("since", optOut.since())
							.add("how", optOut.byHand() ? "command" : "message"))
				.addTexts("added", result.added())
				.addTexts("removed", result.removed())
				.addTexts("unchanged", result.unchanged());
		}
	}

	private void changes(List<String> numbers, String what) {
		numbers.forEach((number) -> this.out.println("%-18s %s".formatted(number, what)));
	}

	private static String time(OffsetDateTime time) {
		return TIME.format(time.atZoneSameInstant(ZoneId.systemDefault()));
	}

}
