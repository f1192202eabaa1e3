package io.bulksend.cli.output;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

import io.bulksend.receipts.ReceiptContent;
import io.bulksend.run.receipts.ReceiptsResult;
import io.bulksend.run.receipts.ReceiptsResult.FileResult;
import io.bulksend.run.receipts.ReceiptsRun;

/**
 * Tells what was taken in of what the webhook posted.
 */
public final class ReceiptsPrinter {

	private final PrintWriter out;

	private final PrintWriter err;

	/**
	 * A printer.
	 * @param out where results go
	 * @param err where problems go
	 */
	public ReceiptsPrinter(PrintWriter out, PrintWriter err) {
		this.out = out;
		this.err = err;
	}

	/** One line for each file that was not taken in as a whole. */
	public void printProblems(ReceiptsResult result) {
		for (FileResult file : result.files()) {
			ReceiptContent content = file.content();
			if (file.problem() != null) {
				problem(file, file.problem() + ". Nothing of it was taken in.");
			}
			else if (content != null) {
				if (content.unreadableLines() > 0) {
					problem(file, unreadable(content) + " All other lines were taken in.");
				}
				if (content.cutOff() > 0) {
					problem(file, "it ends in the middle of line " + content.cutOff()
							+ ", which was left out. Give it again once it is whole.");
				}
			}
		}
		this.err.flush();
	}

	/**
	 * Prints what the receipts told.
	 * @param result what they told
	 */
	public void print(ReceiptsResult result) {
		row("Receipts taken in", result.receipts());
		rowIfAny("Messages that people wrote", result.sum(ReceiptContent::incoming));
		rowIfAny("People who are written to no more now", result.optOuts().out());
		rowIfAny("People who are written to again now", result.optOuts().in());
		rowIfAny("Times that could not be read", result.sum(ReceiptContent::unreadableTimes));
		rowIfAny("Other things passed over", result.sum(ReceiptContent::others));
		row("Messages with receipts, of all times", result.messages());
		row("  of these, unknown to the ledger", result.unknown());
		row("Rows in doubt that are ACCEPTED now", result.settled());
		if (!result.campaigns().isEmpty()) {
			String campaigns = result.campaigns().stream().sorted().collect(Collectors.joining(", "));
			Paragraph.lines("  ", "in " + campaigns).forEach(this.out::println);
		}
		if (result.unknown() > 0) {
			Paragraph
				.lines("", "Receipts of unknown messages are kept: they count as soon as the ledger has the message.")
				.forEach(this.out::println);
		}
		Paragraph.lines("", "\"results FILE\" writes a campaign's results with what was delivered.")
			.forEach(this.out::println);
		this.out.flush();
	}

	/**
	 * Prints the same as JSON.
	 * @param result what they told
	 * @param exitCode how the command ends
	 */
	public void printJson(ReceiptsResult result, int exitCode) {
		try (JsonOutput json = new JsonOutput(this.out, "receipts", exitCode)) {
			json.addAll("files", result.files(), (file) -> {
				ReceiptContent content = file.content();
				json.add("file", file.path()).add("problem", file.problem());
				if (content != null) {
					json.add("receipts", content.receipts())
						.add("incoming", content.incoming())
						.add("others", content.others())
						.add("unreadable_times", content.unreadableTimes())
						.add("unreadable_lines", content.unreadableLines())
						.add("cut_off_at_line", (content.cutOff() > 0) ? content.cutOff() : null);
				}
			})
				.add("receipts", result.receipts())
				.add("incoming", result.sum(ReceiptContent::incoming))
				.add("opted_out", result.optOuts().out())
				.add("opted_in", result.optOuts().in())
				.add("unreadable_times", result.sum(ReceiptContent::unreadableTimes))
				.add("messages", result.messages())
				.add("unknown", result.unknown())
				.add("settled", result.settled());
		}
	}

	private static String unreadable(ReceiptContent content) {
		long more = content.unreadableLines() - content.unreadable().size();
		String numbers = content.unreadable().stream().map(String::valueOf).collect(Collectors.joining(", "));
		return ((content.unreadableLines() == 1) ? "line " + numbers + " is not JSON and was"
				: "lines " + numbers + ((more > 0) ? " and " + more + " more" : "") + " are not JSON and were")
				+ " left out.";
	}

	private static String name(FileResult file) {
		return file.path().equals(ReceiptsRun.STANDARD_INPUT) ? "standard input" : file.path().toString();
	}

	private void problem(FileResult file, String text) {
		this.err.println("bulk-send: " + Paragraph.visible(name(file) + ": " + text));
	}

	private void rowIfAny(String name, long count) {
		if (count > 0) {
			row(name, count);
		}
	}

	private void row(String name, long count) {
		this.out.println(String.format(Locale.ROOT, "%-40s %,12d", name, count));
	}

}
