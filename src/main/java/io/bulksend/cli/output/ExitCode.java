package io.bulksend.cli.output;

import io.bulksend.campaign.Status;
import io.bulksend.run.CheckResult;
import io.bulksend.run.RunResult;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch.Stop;

/**
 * How a command ended, for scripts.
 */
public final class ExitCode {

	/** Done: nothing left to look at. */
	public static final int DONE = 0;

	/** Done, and some rows need a look. */
	public static final int NEEDS_A_LOOK = 1;

	/**
	 * Nothing was sent: wrong usage, configuration or input file, or a ledger that is
	 * damaged or older than the results.
	 */
	public static final int NOTHING_SENT = 2;

	/** Stopped before the end: the same command goes on by itself. */
	public static final int STOPPED = 3;

	/** Another run holds this campaign or this database. */
	public static final int HELD = 4;

	/** Stopped before the end: a person is needed first. */
	public static final int NEEDS_A_PERSON = 5;

	private ExitCode() {
	}

	/**
	 * How a run that ended ends its command.
	 * @param result how the run ended
	 * @return the exit code
	 */
	public static int of(RunResult result) {
		if (result.summary().count(Status.NOT_SENT) > 0) {
			boolean person = result.stop().map(Stop::reason).filter(StopReason::needsAPerson).isPresent();
			return person ? NEEDS_A_PERSON : STOPPED;
		}
		return result.summary().needsALook() ? NEEDS_A_LOOK : DONE;
	}

	/**
	 * How a check ends its command.
	 * @param result what it found
	 * @return the exit code
	 */
	public static int of(CheckResult result) {
		if (result.refusal().isPresent()) {
			return NOTHING_SENT;
		}
		return result.report().needsALook() ? NEEDS_A_LOOK : DONE;
	}

	/**
	 * An exit code in a word, for scripts.
	 * @param exitCode the code
	 * @return a word in lower case
	 */
	static String word(int exitCode) {
		return switch (exitCode) {
			case DONE -> "done";
			case NEEDS_A_LOOK -> "needs_a_look";
			case NOTHING_SENT -> "nothing_sent";
			case STOPPED -> "stopped";
			case HELD -> "held";
			case NEEDS_A_PERSON -> "needs_a_person";
			default -> throw new IllegalArgumentException("No exit code: " + exitCode);
		};
	}

}
