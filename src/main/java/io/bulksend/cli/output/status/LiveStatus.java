package io.bulksend.cli.output.status;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.bulksend.campaign.Status;
import io.bulksend.cli.output.ExitCode;
import io.bulksend.cli.output.JsonOutput;
import io.bulksend.cli.output.Paragraph;
import io.bulksend.ledger.database.LatestRun;
import io.bulksend.run.StatusRun.Live;
import io.bulksend.send.TimeText;

/**
 * Tells how far the run has come that has the embedded database to itself.
 */
public final class LiveStatus {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

	/** How wide they are. */
	private static final int LABELS = 15;

	private final PrintWriter out;

	/**
	 * A printer.
	 * @param out where it prints
	 */
	public LiveStatus(PrintWriter out) {
		this.out = out;
	}

	/**
	 * Prints it for people.
	 * @param live how far it has come
	 */
	public void print(Live live) {
		LatestRun run = live.run();
		this.out.println(Paragraph.visible("Campaign " + run.campaign()));
		row("State", "being sent now, by process " + run.pid());
		row("Run begun", time(run.begun()));
		row("As of", time(run.updated()));
		row("Doing", doing(run));
		if (run.rows() > 0) {
			long left = run.counts().getOrDefault(Status.NOT_SENT, 0L);
			row("Rows", "%,d, of which %,d are left".formatted(run.rows(), left));
			row("Rate", "%.1f calls a second%s".formatted(run.rate(), timeLeft(left, run)));
			this.out.println();
			for (Status status : Status.values()) {
				if (run.counts().getOrDefault(status, 0L) > 0) {
					this.out.println("  %-34s %,10d".formatted(status, run.counts().get(status)));
				}
			}
		}
		this.out.println();
		Paragraph.lines("", "The run has the ledger to itself: all else that status tells waits for its end.")
			.forEach(this.out::println);
		this.out.flush();
	}

	/**
	 * Prints it for scripts.
	 * @param live how far it has come
	 * @param all whether all campaigns were asked for
	 */
	public void printJson(Live live, boolean all) {
		try (JsonOutput json = new JsonOutput(this.out, "status", ExitCode.DONE)) {
			if (all) {
				json.addAll("campaigns", List.of(live.run()), (run) -> campaign(json, run));
			}
			else {
				campaign(json, live.run());
				json.addAll("runs", List.of(live.run()),
						(run) -> json.add("begun_at", offset(run.begun())).add("outcome", "running"));
			}
		}
	}

	private static void campaign(JsonOutput json, LatestRun run) {
		json.add("campaign", run.campaign())
			.add("state", "running")
			.add("held_by", "process " + run.pid())
			.add("live", true)
			.add("phase", run.phase())
			.add("run_begun_at", offset(run.begun()))
			.add("updated_at", offset(run.updated()))
			.add("rows", (run.rows() > 0) ? run.rows() : null)
			.add("rate", run.rate());
		LatestRun.Wait waiting = run.waiting();
		if (waiting != null) {
			json.add("waiting_for", waiting.reason()).add("gives_up_at", offset(waiting.givesUp()));
		}
		Map<Status, Long> counts = new EnumMap<>(Status.class);
		for (Status status : Status.values()) {
			counts.put(status, run.counts().getOrDefault(status, 0L));
		}
		json.addCounts("counts", counts);
	}

	private static String doing(LatestRun run) {
		LatestRun.Wait waiting = run.waiting();
		if (waiting != null) {
			return "waiting: " + waiting.reason() + "; gives up at " + time(waiting.givesUp());
		}
		return switch (run.phase()) {
			case "sending" -> "sending";
			case "writing_results" -> "writing the results";
			case "checking" -> "checking the file";
			default -> "starting";
		};
	}

	private static String timeLeft(long left, LatestRun run) {
		boolean known = run.rate() > 0 && left > 0 && run.waiting() == null;
		return known ? "; about " + TimeText.of(Duration.ofSeconds((long) Math.ceil(left / run.rate())))
				+ " for the rows that are left" : "";
	}

	private static String time(Instant time) {
		return TIME.format(time.atZone(ZoneId.systemDefault()));
	}

	private static OffsetDateTime offset(Instant time) {
		return time.atOffset(ZoneOffset.UTC);
	}

	private void row(String label, String text) {
		String indent = " ".repeat(LABELS);
		List<String> lines = Paragraph.lines(indent, text);
		this.out.println(("  " + label + indent).substring(0, LABELS) + lines.get(0).substring(LABELS));
		lines.stream().skip(1).forEach(this.out::println);
	}

}
