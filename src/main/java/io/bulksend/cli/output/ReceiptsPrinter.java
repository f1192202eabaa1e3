package io.bulksend.cli.output;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

import io.bulksend.receipts.ReceiptContent;
import io.bulksend.receipts.ReceiptFile;
import io.bulksend.run.ReceiptsResult;
import io.bulksend.run.ReceiptsResult.FileResult;

/**
 * Tells what was taken in of files with delivery receipts.
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
		long others = others(result);
		if (others > 0) {
			row("Other things passed over", others);
		}
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
						.add("others", content.others())
						.add("unreadable_lines", content.unreadableLines())
						.add("cut_off_at_line", (content.cutOff() > 0) ? content.cutOff() : null);
				}
			})
				.add("receipts", result.receipts())
				.add("messages", result.messages())
				.add("unknown", result.unknown())
				.add("settled", result.settled());
		}
	}

	private static long others(ReceiptsResult result) {
		long others = 0;
		for (FileResult file : result.files()) {
			ReceiptContent content = file.content();
			others += (content != null) ? content.others() : 0;
		}
		return others;
	}

	private static String unreadable(ReceiptContent content) {
		long more = content.unreadableLines() - content.unreadable().size();
		String numbers = content.unreadable().stream().map(String::valueOf).collect(Collectors.joining(", "));
		return ((content.unreadableLines() == 1) ? "line " + numbers + " is not JSON and was"
				: "lines " + numbers + ((more > 0) ? " and " + more + " more" : "") + " are not JSON and were")
				+ " left out.";
	}

	private static String name(FileResult file) {
		return file.path().equals(ReceiptFile.STANDARD_INPUT) ? "standard input" : file.path().toString();
	}

	private void problem(FileResult file, String text) {
		this.err.println("bulk-send: " + Paragraph.visible(name(file) + ": " + text));
	}

	private void row(String name, long count) {
		this.out.println(String.format(Locale.ROOT, "%-40s %,12d", name, count));
	}

}
