package io.bulksend.cli.output.check;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.bulksend.check.FileReport;
import io.bulksend.check.FileReport.Country;
import io.bulksend.check.FileReport.Finding;
import io.bulksend.check.Notes;
import io.bulksend.check.Remark;
import io.bulksend.cli.output.CorrectionsText;
import io.bulksend.cli.output.Paragraph;
import io.bulksend.run.CampaignNow;
import io.bulksend.run.CheckResult;
import io.bulksend.run.CheckResult.Today;
import io.bulksend.send.SendSettings;
import io.bulksend.send.SendWindow;
import io.bulksend.send.TimeText;

/**
 * Prints what a check came to as a table for a terminal 80 characters wide.
 */
public final class CheckPrinter {

	/** Where the numbers end, and a space. */
	private static final int NUMBER_END = 46;

	private static final String MORE = " ...";

	private final PrintWriter out;

	/**
	 * A printer.
	 * @param out where it goes
	 */
	public CheckPrinter(PrintWriter out) {
		this.out = out;
	}

	/**
	 * Prints what a check found.
	 * @param result what it found
	 */
	public void print(CheckResult result) {
		FileReport report = result.report();
		text("", "File " + result.file());
		row("Rows", report.rows(), "");
		row("Would be sent", result.goOut(), "");
		result.standing().ifPresent(this::standing);
		result.standing().ifPresent(this::changes);
		findings(report.findings());
		notes(result.notes());
		result.warning().ifPresent((warning) -> {
			this.out.println();
			text("", warning);
		});
		result.refusal().ifPresent((refusal) -> {
			this.out.println();
			text("", "Send refuses it. " + refusal);
		});
		if (report.repeatedRecipients() > 0) {
			this.out.println();
			text("", NotesText.ofRepeated(report.repeatedRecipients()));
		}
		if (!report.countries().isEmpty()) {
			this.out.println();
			this.out.println("Messages by country");
			long messages = report.countries().stream().mapToLong(Country::count).sum();
			for (Country country : report.countries()) {
				String share = "%.1f %%".formatted(100.0 * country.count() / messages);
				row("  " + country.name(), country.count(), "%8s".formatted(share));
			}
		}
		if (!result.samples().isEmpty()) {
			this.out.println();
			new SamplePrinter(this.out).print(result.samples());
		}
		if (result.goOut() > 0) {
			this.out.println();
			time(result);
		}
		this.out.flush();
	}

	private void standing(CampaignNow standing) {
		standing.leftAlone().forEach((status, count) -> row("  left alone: " + status, count, ""));
	}

	private void changes(CampaignNow standing) {
		standing.changed().ifPresent((changed) -> {
			this.out.println();
			text("", changed + ".");
		});
		standing.corrections().ifPresent((corrections) -> {
			this.out.println();
			text("", CorrectionsText.of(corrections));
		});
	}

	private void findings(List<Finding> findings) {
		if (!findings.isEmpty()) {
			this.out.println();
			this.out.printf("%-34s %10s   %s%n", "Would not be sent", "Rows", "First lines");
		}
		for (Finding finding : findings) {
			String code = finding.code();
			row("  " + finding.status() + ((code != null) ? " " + code : ""), finding.count(), lines(finding));
			text("      ", finding.example());
		}
	}

	private void notes(Notes notes) {
		if (notes.suppression() != null) {
			this.out.println();
			text("", NotesText.of(notes.suppression()));
		}
		if (notes.files() != null) {
			this.out.println();
			text("", NotesText.of(notes.files()));
		}
		if (notes.guardsTakenOff() > 0) {
			this.out.println();
			text("", NotesText.ofGuards(notes.guardsTakenOff()));
		}
		print("Looks broken",
				notes.remarks().stream().filter((remark) -> remark.kind() != Remark.Kind.NOT_SENT).toList());
		print("Is not sent",
				notes.remarks().stream().filter((remark) -> remark.kind() == Remark.Kind.NOT_SENT).toList());
	}

	private void print(String title, List<Remark> remarks) {
		if (!remarks.isEmpty()) {
			this.out.println();
			this.out.printf("%-34s %10s   %s%n", title, "Cells", "First line");
		}
		for (Remark remark : remarks) {
			row("  " + Paragraph.visible(remark.column()), remark.count(), "  " + remark.firstLine());
			text("      ", NotesText.of(remark));
		}
	}

	/** As many line numbers as there is room for. */
	private static String lines(Finding finding) {
		StringBuilder lines = new StringBuilder();
		int shown = 0;
		for (long line : finding.firstLines()) {
			String next = ((shown > 0) ? ", " : "  ") + line;
			if (NUMBER_END + lines.length() + next.length() + MORE.length() > Paragraph.WIDTH) {
				break;
			}
			lines.append(next);
			shown++;
		}
		return lines + ((finding.count() > shown) ? MORE : "");
	}

	private void time(CheckResult result) {
		Duration duration = result.duration();
		SendSettings sending = result.sending();
		result.today().ifPresent((today) -> text("", perDay(today, result)));
		if (sending.notBefore() != null) {
			text("", "Nothing is sent before " + sending.notBefore() + ".");
		}
		if (sending.notAfter() != null) {
			text("", "Nothing is sent after " + sending.notAfter() + ".");
		}
		if (duration == null) {
			text("", "There is no limit to the rate: the time depends on the API alone.");
			return;
		}
		text("", "At %s a second it takes %s.".formatted(number(sending.rate()), TimeText.of(duration)));
		SendWindow window = sending.window();
		if (window != null) {
			text("", fit(window, duration));
		}
	}

	private static String perDay(Today today, CheckResult result) {
		String recipients = (today.perDay() == 1) ? "1 recipient"
				: "%,d different recipients".formatted(today.perDay());
		if (today.waiting() == 0) {
			return "It takes one day with --per-day, %s in any 24 hours.".formatted(recipients);
		}
		return ("With %s in any 24 hours, as --per-day says, %s out now and %s, the first until %s:"
				+ " it takes %,d days where each of them is for somebody else. What other campaigns send counts too.")
			.formatted(recipients,
					(result.goesOutToday() == 1) ? "1 of these goes"
							: "%,d of these go".formatted(result.goesOutToday()),
					(today.waiting() == 1) ? "1 waits" : "%,d wait".formatted(today.waiting()),
					TimeText.from(today.freeAt().orElseThrow()), result.days());
	}

	private static String fit(SendWindow window, Duration duration) {
		String hours = "the window %s-%s (%s)".formatted(window.from(), window.to(), window.zone());
		Duration length = window.length();
		if (duration.compareTo(length) <= 0) {
			return "It fits %s if it starts by %s.".formatted(hours,
					window.latestStart(duration).truncatedTo(ChronoUnit.MINUTES));
		}
		long windows = (duration.toSeconds() + length.toSeconds() - 1) / length.toSeconds();
		return "It does not fit %s, which is open for %s a day: it takes %,d days.".formatted(hours,
				TimeText.of(length), windows);
	}

	private static String number(double rate) {
		return (rate == Math.rint(rate)) ? "%,d".formatted((long) rate) : String.valueOf(rate);
	}

	private void row(String name, long count, String rest) {
		this.out.println("%-34s %,10d %s".formatted(name, count, rest).stripTrailing());
	}

	private void text(String indent, String text) {
		Paragraph.lines(indent, text).forEach(this.out::println);
	}

}
