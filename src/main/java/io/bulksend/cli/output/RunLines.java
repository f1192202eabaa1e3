package io.bulksend.cli.output;

import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;

import io.bulksend.campaign.Status;
import io.bulksend.run.RunResult;
import io.bulksend.send.StopSwitch.Stop;

/**
 * Dated lines at a run's begin and end, for whoever reads in a log what happened in the
 * night; and one alone where there was nothing to do.
 */
public final class RunLines {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

	private final PrintWriter out;

	private final Supplier<OffsetDateTime> clock;

	private volatile boolean wanted;

	private volatile String campaign = "";

	private volatile boolean begun;

	/**
	 * Lines of one run, none of which is wanted yet.
	 * @param out where they go
	 * @param clock the time
	 */
	public RunLines(PrintWriter out, Supplier<OffsetDateTime> clock) {
		this.out = out;
		this.clock = clock;
	}

	/**
	 * Prints them from now on.
	 * @param name the campaign
	 */
	public void want(String name) {
		this.campaign = name;
		this.wanted = true;
	}

	/** The run has something to do, and begins. */
	public void begin() {
		if (this.wanted) {
			this.begun = true;
			line("Campaign " + this.campaign + ": run begun.");
		}
	}

	/**
	 * The run has ended.
	 * @param result how
	 */
	public void end(RunResult result) {
		if (this.begun) {
			int exitCode = ExitCode.of(result);
			String why = (result.summary().count(Status.NOT_SENT) > 0) ? result.stop().map(Stop::message).orElse("")
					: "nothing is left to send.";
			line("Campaign %s: run ended (%d, %s): %s".formatted(this.campaign, exitCode,
					ExitCode.word(exitCode).replace('_', ' '), why));
		}
	}

	/**
	 * The run has failed on the way.
	 * @param failure how
	 * @param toldBelow whether the same reader is told why in the next line
	 */
	public void failed(CommandFailure failure, boolean toldBelow) {
		if (this.begun) {
			line("Campaign %s: run ended (%d, %s)%s".formatted(this.campaign, failure.exitCode(),
					ExitCode.word(failure.exitCode()).replace('_', ' '), toldBelow ? "." : ": " + failure.message()));
		}
	}

	/**
	 * There was nothing to do, which is said whether or not the other lines are wanted.
	 * @param result how the campaign stands
	 */
	public void nothing(RunResult result) {
		StringBuilder text = new StringBuilder("Campaign " + result.campaign()
				+ ": nothing was left to do, nothing was sent now. " + rows(result.summary().rows()) + ":");
		String separator = " ";
		for (Status status : Status.values()) {
			long count = result.summary().count(status);
			if (count > 0) {
				text.append(separator).append("%,d ".formatted(count)).append(status);
				separator = ", ";
			}
		}
		text.append("; results in ").append(result.results()).append('.');
		result.corrections().ifPresent((taken) -> text.append(' ').append(CorrectionsText.of(taken)));
		FailuresText.of(result).forEach((sentence) -> text.append(' ').append(sentence));
		line(text.toString());
	}

	private static String rows(long count) {
		return (count == 1) ? "1 row" : "%,d rows".formatted(count);
	}

	private void line(String text) {
		this.out.println(TIME.format(this.clock.get()) + " " + Paragraph.visible(text));
		this.out.flush();
	}

}
