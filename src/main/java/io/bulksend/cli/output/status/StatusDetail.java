package io.bulksend.cli.output.status;

import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.DeliveryFunnel;
import io.bulksend.cli.output.DeliveryText;
import io.bulksend.cli.output.NextSteps;
import io.bulksend.cli.output.NextSteps.Open;
import io.bulksend.cli.output.NextSteps.Step;
import io.bulksend.cli.output.OwnCommand;
import io.bulksend.cli.output.Paragraph;
import io.bulksend.ledger.CampaignStanding;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.RunCommand;
import io.bulksend.ledger.RunRecord;
import io.bulksend.run.StatusRun.Detail;
import io.bulksend.run.recognition.CommandText;
import io.bulksend.send.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * Prints one campaign in detail, and what to do next.
 */
public final class StatusDetail {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

	/** The API may make up codes. */
	private static final int MOST_CODES = 20;

	private final PrintWriter out;

	private final OwnCommand status;

	private final Function<RunCommand, Optional<OwnCommand>> typed;

	/**
	 * A printer.
	 * @param out where it prints
	 * @param status the command that asked, whose options others need too
	 * @param typed understands what was typed for a run, where it still can be
	 */
	public StatusDetail(PrintWriter out, OwnCommand status, Function<RunCommand, Optional<OwnCommand>> typed) {
		this.out = out;
		this.status = status;
		this.typed = typed;
	}

	/**
	 * Prints how a campaign stands.
	 * @param detail how it stands
	 */
	public void print(Detail detail) {
		CampaignStanding campaign = detail.standing();
		text("Campaign " + campaign.campaign());
		field("Begun", time(campaign.begun()));
		field("Last change", time(campaign.lastChange()));
		files(detail);
		state(campaign);
		statuses(campaign);
		deliveries(detail.deliveries());
		codes(campaign);
		new RunsPrinter(this.out).print(detail.runs());
		next(detail);
		this.out.flush();
	}

	private void files(Detail detail) {
		FileRecord current = detail.standing().file();
		for (FileRecord file : detail.files()) {
			boolean isCurrent = current != null && current.id() == file.id();
			String rows = file.planned() ? ", " + number(file.rows()) + ((file.rows() == 1) ? " row" : " rows")
					: ", not read to its end";
			String name = file.name().isEmpty() ? "(its name is forgotten)" : file.name();
			field(isCurrent ? "File" : "Other file",
					name + rows + ", SHA-256 " + file.sha256().substring(0, Math.min(12, file.sha256().length())));
		}
	}

	private void state(CampaignStanding campaign) {
		switch (campaign.state()) {
			case RUNNING -> field("State", "being sent now, by " + campaign.holder().orElse("a run"));
			case UNFINISHED -> field("State", (campaign.file() != null) ? "not finished; no run is on"
					: "not begun: its file was not read to its end");
			case DONE -> field("State", "done: nothing is left to send");
			case FORGOTTEN -> field("State", "forgotten on " + time(campaign.forgottenAt().orElse(null))
					+ ": these counts are all that is kept, and it is never sent again");
		}
	}

	private void statuses(CampaignStanding campaign) {
		this.out.println();
		for (Status status : Status.values()) {
			count(status.name(), campaign.count(status));
		}
		count("(under way)", campaign.underWay());
	}

	private void deliveries(DeliveryFunnel deliveries) {
		if (deliveries.isKnown()) {
			this.out.println();
			this.out.println("Of the accepted, by delivery receipts");
			DeliveryText.lines(deliveries).forEach(this.out::println);
		}
	}

	private void codes(CampaignStanding campaign) {
		int shown = 0;
		for (CodeCount finding : campaign.findings()) {
			String code = finding.code();
			if (code == null) {
				continue;
			}
			if (shown++ == 0) {
				this.out.println();
				this.out.println("Codes and what to do about them");
			}
			if (shown <= MOST_CODES) {
				count(Paragraph.visible(code), finding.count());
				String advice = Code.adviceFor(finding.status(), code);
				if (!advice.isEmpty()) {
					Paragraph.lines("      ", advice).forEach(this.out::println);
				}
			}
		}
		if (shown > MOST_CODES) {
			this.out.println("  and " + (shown - MOST_CODES) + " codes more: see the results");
		}
	}

	private void next(Detail detail) {
		CampaignStanding campaign = detail.standing();
		FileRecord file = campaign.file();
		if (file == null || campaign.state() == CampaignStanding.State.FORGOTTEN) {
			return;
		}
		this.out.println();
		List<RunRecord> runs = detail.runs().stream().filter((run) -> run.command().isKnown()).toList();
		RunRecord latest = runs.isEmpty() ? null : runs.get(runs.size() - 1);
		OwnCommand command = (latest == null) ? null
				: this.typed.apply(latest.command()).map((known) -> known.in(latest.command().folder())).orElse(null);
		step(results(campaign.campaign(), file.name(), command));
		if (campaign.count(Status.IN_DOUBT) > 0) {
			step(new Step("Delivery receipts can settle rows in doubt. To take in what the webhook posted, in FILE:",
					this.status.other("receipts", "FILE")));
		}
		if (campaign.state() == CampaignStanding.State.RUNNING) {
			return;
		}
		if (latest == null || command == null) {
			nextAsFarAsKnown(campaign, file);
			return;
		}
		StopReason reason = RunsPrinter.reason(latest);
		NextSteps.of(open(detail, latest.command()), (reason != null) ? reason : StopReason.SIGNAL, command)
			.forEach((next) -> step(new Step("Next: " + next.text(), next.command())));
	}

	private static Open open(Detail detail, RunCommand command) {
		CampaignStanding campaign = detail.standing();
		return new Open(campaign.left(), campaign.findings(), campaign.count(Status.IN_DOUBT), command.retry());
	}

	private void step(Step step) {
		text(step.text());
		if (step.command() != null) {
			// In one line however long, so that it can be copied.
			this.out.println("    " + Paragraph.visible(step.command()));
		}
	}

	/** Half a command would send otherwise. */
	private void nextAsFarAsKnown(CampaignStanding campaign, FileRecord file) {
		if (campaign.state() == CampaignStanding.State.UNFINISHED) {
			text("Next: run the command that sent " + file.name() + " again, with all its options: it sends the rows"
					+ " that are left.");
		}
		if (campaign.count(Status.REJECTED) + campaign.count(Status.INVALID) > 0) {
			text("Next: correct the rows that were refused or invalid in the file beside the results, and give it to send with"
					+ " --corrections.");
		}
	}

	private Step results(String campaign, String file, @Nullable OwnCommand command) {
		if (command != null) {
			return new Step("What became of each row:", command.results());
		}
		return new Step("What became of each row, run where " + file + " is:",
				CommandText.baseName(file).equals(campaign) ? this.status.other("results", file)
						: this.status.other("results", file, "--campaign", campaign));
	}

	private void count(String name, long count) {
		if (count > 0) {
			this.out.println("  %-34s %,10d".formatted(name, count));
		}
	}

	private void field(String name, @Nullable String value) {
		if (value != null) {
			String indent = "  %-12s ".formatted("");
			String first = Paragraph.lines(indent, value).get(0);
			this.out.println("  %-12s ".formatted(name) + first.substring(indent.length()));
			Paragraph.lines(indent, value).stream().skip(1).forEach(this.out::println);
		}
	}

	private void text(String text) {
		Paragraph.lines("", text).forEach(this.out::println);
	}

	private static @Nullable String time(@Nullable OffsetDateTime time) {
		return (time != null) ? TIME.format(time.atZoneSameInstant(ZoneId.systemDefault())) : null;
	}

	private static String number(long number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

}
