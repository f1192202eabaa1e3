package io.bulksend.cli.output.check;

import java.io.PrintWriter;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.cli.output.JsonOutput;
import io.bulksend.cli.output.Paragraph;
import io.bulksend.run.trial.TrialResult;
import io.bulksend.run.trial.TrialResult.Sent;

/**
 * Tells what became of the messages of a trial. Their numbers are shown whole: whoever
 * reads this has just named them.
 */
public final class TrialPrinter {

	private final PrintWriter out;

	/**
	 * A printer.
	 * @param out where it goes
	 */
	public TrialPrinter(PrintWriter out) {
		this.out = out;
	}

	/**
	 * Prints what became of each.
	 * @param result what became of them
	 */
	public void print(TrialResult result) {
		text("Test messages, in place of the campaign, which is as it was:");
		for (Sent sent : result.sent()) {
			text("  Line %d (%s) to %s: %s".formatted(sent.line(), SamplePrinter.content(sent.message()),
					sent.message().recipient(), words(sent.outcome())));
		}
		this.out.flush();
	}

	/**
	 * Prints the same as JSON.
	 * @param result what became of them
	 * @param exitCode how the command ends
	 */
	public void printJson(TrialResult result, int exitCode) {
		try (JsonOutput json = new JsonOutput(this.out, "send", exitCode)) {
			json.addAll("tests", result.sent(),
					(sent) -> json.add("line", sent.line())
						.add("recipient", sent.message().recipient())
						.add("status", sent.outcome().status())
						.add("message_id", sent.outcome().messageId())
						.add("error_code", sent.outcome().errorCode())
						.add("error_message", sent.outcome().errorMessage()));
		}
	}

	private static String words(Outcome outcome) {
		if (outcome.status() == Status.ACCEPTED) {
			return "accepted, message id " + outcome.messageId();
		}
		String code = (outcome.errorCode() != null) ? outcome.errorCode() + ": " : "";
		return outcome.status() + ", " + code + outcome.errorMessage();
	}

	private void text(String text) {
		Paragraph.lines("", text).forEach(this.out::println);
	}

}
