package io.bulksend.cli.output.status;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import io.bulksend.cli.output.Paragraph;
import io.bulksend.ledger.RunRecord;
import io.bulksend.send.StopReason;
import io.bulksend.send.TimeText;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a campaign's runs: when each was, how it ended and why, and how it was
 * started.
 */
final class RunsPrinter {

	private static final DateTimeFormatter BEGIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

	/** A scheduler makes many. */
	private static final int MOST = 10;

	private final PrintWriter out;

	RunsPrinter(PrintWriter out) {
		this.out = out;
	}

	/**
	 * Prints the latest runs.
	 * @param runs all runs, the earliest first
	 */
	void print(List<RunRecord> runs) {
		if (runs.isEmpty()) {
			return;
		}
		this.out.println();
		this.out.println("Runs");
		if (runs.size() > MOST) {
			this.out.println("  %,d earlier ones, which --json tells of too".formatted(runs.size() - MOST));
		}
		for (RunRecord run : runs.subList(Math.max(0, runs.size() - MOST), runs.size())) {
			String message = run.message().isEmpty() ? "" : " " + run.message();
			List<String> lines = Paragraph.lines("      ", when(run) + how(run) + message);
			this.out.println("  " + lines.get(0).substring(6));
			lines.stream().skip(1).forEach(this.out::println);
			if (run.command().isKnown()) {
				this.out.println("      " + Paragraph.visible(run.command().words()));
			}
		}
	}

	private static String when(RunRecord run) {
		String begun = BEGIN.format(local(run.begun()));
		OffsetDateTime ended = run.ended();
		if (ended == null || run.end().equals(RunRecord.DIED)) {
			return begun + ": ";
		}
		Duration duration = Duration.between(run.begun(), ended);
		boolean sameDay = local(run.begun()).toLocalDate().equals(local(ended).toLocalDate());
		return begun + " to " + (sameDay ? TIME : BEGIN).format(local(ended)) + ", " + TimeText.of(duration) + ": ";
	}

	private static OffsetDateTime local(OffsetDateTime time) {
		return time.atZoneSameInstant(ZoneId.systemDefault()).toOffsetDateTime();
	}

	private static String how(RunRecord run) {
		return switch (outcome(run)) {
			case "running" -> "is on.";
			case "done" -> "all rows were decided.";
			case "needs_a_person" -> "stopped, and a person is needed.";
			case "died" -> "its process died.";
			case "failed" -> "failed.";
			default -> "stopped.";
		};
	}

	/**
	 * How a run ended, in a word for scripts.
	 * @param run the run
	 * @return the word
	 */
	static String outcome(RunRecord run) {
		StopReason reason = reason(run);
		if (reason != null) {
			return reason.needsAPerson() ? "needs_a_person" : "stopped";
		}
		return switch (run.end()) {
			case RunRecord.DONE, RunRecord.FAILED, RunRecord.DIED, RunRecord.RUNNING ->
				run.end().toLowerCase(Locale.ROOT);
			default -> "stopped";
		};
	}

	/**
	 * Why a run stopped.
	 * @param run the run
	 * @return the reason, or {@code null} where it did not stop, or another version knows
	 * why
	 */
	static @Nullable StopReason reason(RunRecord run) {
		for (StopReason reason : StopReason.values()) {
			if (reason.name().equals(run.end())) {
				return reason;
			}
		}
		return null;
	}

}
