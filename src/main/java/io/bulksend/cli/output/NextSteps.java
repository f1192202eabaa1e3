package io.bulksend.cli.output;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.bulksend.campaign.Status;
import io.bulksend.run.RunResult;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch.Stop;
import org.jspecify.annotations.Nullable;

/**
 * What to do when a run has ended, with the commands to do it.
 */
public final class NextSteps {

	/** All of the rows are meant, and the file is the campaign's. */
	private static final Set<String> AGAIN = Set.of("--amend", "--changed", "--corrections", "--retry", "--limit",
			"--canary");

	private NextSteps() {
	}

	/**
	 * A step.
	 *
	 * @param text what to do, in a sentence that ends with a colon if a command follows
	 * @param command the command, or {@code null} where there is none
	 */
	public record Step(String text, @Nullable String command) {
	}

	/**
	 * The steps, in the order in which they make sense.
	 * @param result how the run ended
	 * @param command the command that was run
	 * @return the steps; empty where there is nothing to do
	 */
	public static List<Step> of(RunResult result, OwnCommand command) {
		Open open = new Open(result.summary().count(Status.NOT_SENT), result.summary().worthSendingAgain(),
				result.summary().count(Status.IN_DOUBT), result.retry().orElse(result.results()).toString());
		return of(open, result.stop().map(Stop::reason).orElse(StopReason.SIGNAL), command);
	}

	/**
	 * What is open of a campaign.
	 *
	 * @param left rows that are left to send
	 * @param refused rows worth correcting
	 * @param doubts rows in doubt
	 * @param retry where the rows worth correcting are
	 */
	public record Open(long left, long refused, long doubts, String retry) {
	}

	public static List<Step> of(Open open, StopReason reason, OwnCommand command) {
		List<Step> steps = new ArrayList<>();
		long refused = open.refused();
		long doubts = open.doubts();
		if (open.left() > 0) {
			// All else waits until the campaign was gone through once.
			return List.of(goOn(reason, open.left(), command));
		}
		if (doubts > 0) {
			steps.add(new Step(
					"Ask about the %s in doubt before you send %s again. This sends %s:".formatted(rows(doubts),
							(doubts == 1) ? "it" : "them",
							(doubts == 1) ? "it, and it may arrive twice" : "them, and some may arrive twice"),
					command.with(dropped(command), "--retry", "in-doubt")));
		}
		if (refused > 0) {
			steps.add(new Step(
					"Correct the %s in %s, then send %s:".formatted(rows(refused), open.retry(),
							(refused == 1) ? "it" : "them"),
					command.with(dropped(command), "--corrections", open.retry())));
		}
		return steps;
	}

	/** Values that were for the corrected rows are not the campaign's. */
	private static Set<String> dropped(OwnCommand command) {
		if (!command.isGiven("--corrections")) {
			return AGAIN;
		}
		Set<String> dropped = new HashSet<>(AGAIN);
		dropped.add("--default");
		return dropped;
	}

	private static Step goOn(StopReason reason, long left, OwnCommand command) {
		String rows = (left == 1) ? "the row that is left" : "the %,d rows that are left".formatted(left);
		return switch (reason) {
			case LIMIT -> new Step("Send " + rows + ":", command.with(Set.of("--limit")));
			case CANARY_FAILED -> new Step(reason.first() + ", send " + rows + ":", command.with(Set.of("--canary")));
			case TIME_OVER -> new Step("If " + rows + " may still go out, " + (command.isConfigured("--not-after")
					? "take BULKSEND_NOT_AFTER or bulksend.not-after away, or name a later time there, then send them:"
					: "send them, or name a later time:"), command.with(Set.of("--not-after")));
			case WINDOW_CLOSED -> new Step(reason.first() + ", send " + rows + ":", command.again());
			case ACCOUNT_REFUSED -> new Step(reason.first() + ", send " + rows + ":", command.again());
			case WRONG_ADDRESS -> new Step(reason.first() + ", send " + rows + ":", command.again());
			case MAX_FAILURES -> new Step(reason.first() + ", send " + rows + ":", command.again());
			case API_ASKS_TO_WAIT -> new Step(reason.first() + ", send " + rows + ":", command.again());
			case UNREACHABLE -> new Step(reason.first() + ", send " + rows + ":", command.again());
			case NOT_BEFORE, PER_DAY -> new Step(reason.first() + ", send " + rows + ":", command.again());
			case SIGNAL -> new Step("Send " + rows + ":", command.again());
		};
	}

	private static String rows(long count) {
		return (count == 1) ? "row" : "%,d rows".formatted(count);
	}

}
