package io.bulksend.cli.output;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.Status;
import io.bulksend.cli.output.NextSteps.Step;
import io.bulksend.ledger.shared.Part;
import io.bulksend.results.ResultsSummary;
import io.bulksend.run.RunResult;
import io.bulksend.send.SendProgress;
import io.bulksend.send.TimeText;
import io.bulksend.send.UploadProgress;

/**
 * Tells at the end of a run what became of the campaign, what to do next and where the
 * files are,.
 */
public final class SummaryPrinter {

	private static final String ROW = "  %-24s %9s  ";

	private static final int MEANING = 38;

	private final PrintWriter out;

	/**
	 * A printer.
	 * @param out where it goes
	 */
	public SummaryPrinter(PrintWriter out) {
		this.out = out;
	}

	/**
	 * Prints.
	 * @param result how the run ended
	 * @param run what it sent
	 * @param duration how long it took
	 * @param steps what to do next
	 */
	public void print(RunResult result, SendProgress run, Duration duration, List<Step> steps) {
		table(result);
		this.out.println();
		sent(run, duration);
		result.corrections().ifPresent((taken) -> paragraph("", CorrectionsText.of(taken)));
		FailuresText.of(result).forEach((text) -> paragraph("", text));
		result.stop().ifPresent((stop) -> paragraph("", stop.message()));
		next(steps, result.summary());
		files(result);
	}

	/**
	 * Prints what became of a campaign that nothing was done about now.
	 * @param result how it stands
	 */
	public void print(RunResult result) {
		table(result);
		files(result);
	}

	private void table(RunResult result) {
		ResultsSummary summary = result.summary();
		paragraph("", "Campaign %s: %,d %s".formatted(result.campaign(), summary.rows(),
				(summary.rows() == 1) ? "row" : "rows"));
		this.out.println();
		for (Status status : Status.values()) {
			if (summary.count(status) > 0) {
				row(status.name(), status, summary.count(status), status.meaning());
				summary.findings().stream().filter((finding) -> finding.status() == status).forEach(this::finding);
			}
		}
		deliveries(summary);
	}

	private void deliveries(ResultsSummary summary) {
		if (summary.deliveries().isKnown()) {
			this.out.println();
			this.out.println("Of the accepted, by delivery receipts");
			DeliveryText.lines(summary.deliveries()).forEach(this.out::println);
			DeliveryText.reasons(summary.failures()).forEach(this.out::println);
		}
	}

	/**
	 * Prints what each of those has sent who took part.
	 * @param parts the run's process and the workers; empty where it sent alone
	 */
	public void print(List<Part> parts) {
		for (Part part : parts) {
			paragraph("", "%s: %,d accepted, %,d refused, %,d in doubt.".formatted(Paragraph.visible(part.process()),
					part.accepted(), part.rejected(), part.inDoubt()));
		}
		this.out.flush();
	}

	private void files(RunResult result) {
		this.out.println();
		file("Results", result.results());
		file("Report", result.report());
		result.retry().ifPresent((retry) -> file("To correct", retry));
		this.out.flush();
	}

	private void sent(SendProgress run, Duration duration) {
		long decided = run.decided() - run.unsendable();
		paragraph("", "%,d %s sent now, in %s; %,d accepted.".formatted(decided,
				(decided == 1) ? "message was" : "messages were", TimeText.of(duration), run.accepted()));
		uploads(run.uploads());
	}

	private void uploads(UploadProgress uploads) {
		if (uploads.uploaded() + uploads.refused() > 0) {
			paragraph("",
					"%,d %s uploaded%s.".formatted(uploads.uploaded(),
							(uploads.uploaded() == 1) ? "file was" : "files were",
							(uploads.refused() > 0) ? ", %,d refused".formatted(uploads.refused()) : ""));
		}
	}

	private void next(List<Step> steps, ResultsSummary summary) {
		if (steps.isEmpty() && !summary.needsALook()) {
			return;
		}
		this.out.println();
		this.out.println("What to do next");
		if (steps.isEmpty()) {
			paragraph("  ", "Look at the rows in the report.");
		}
		for (Step step : steps) {
			paragraph("  ", step.text());
			if (step.command() != null) {
				// In one line however long, so that it can be copied.
				this.out.println("    " + Paragraph.visible(step.command()));
			}
		}
	}

	private void finding(CodeCount finding) {
		String code = Objects.requireNonNull(finding.code());
		row("  " + code, finding.status(), finding.count(), Code.explain(code).meaning());
	}

	private void row(String name, Status status, long count, String meaning) {
		String start = Colour.of(ROW.formatted(Paragraph.visible(name), "%,d".formatted(count)), status);
		for (String line : Paragraph.lines(" ".repeat(MEANING), meaning)) {
			this.out.println(start + line.substring(MEANING));
			start = " ".repeat(MEANING);
		}
	}

	private void file(String name, Path file) {
		this.out.println("%-11s %s".formatted(name, Paragraph.visible(file.toString())));
	}

	private void paragraph(String indent, String text) {
		Paragraph.lines(indent, text).forEach(this.out::println);
	}

}
