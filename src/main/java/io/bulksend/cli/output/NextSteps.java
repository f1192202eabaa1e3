package io.bulksend.cli.output;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
		List<Step> steps = new ArrayList<>();
		long left = result.summary().count(Status.NOT_SENT);
		long refused = result.summary().worthSendingAgain();
		long doubts = result.summary().count(Status.IN_DOUBT);
		if (left > 0) {
			// All else waits until the campaign was gone through once.
			return List.of(goOn(result.stop(), left, command));
		}
		if (doubts > 0) {
			steps.add(new Step(
					"Ask about the %s in doubt before you send %s again. This sends %s:".formatted(rows(doubts),
							(doubts == 1) ? "it" : "them",
							(doubts == 1) ? "it, and it may arrive twice" : "them, and some may arrive twice"),
					command.with(AGAIN, "--retry", "in-doubt")));
		}
		if (refused > 0) {
			Path rows = result.retry().orElse(result.results());
			steps.add(new Step("Correct the %s in %s, then send %s:".formatted(rows(refused), rows,
					(refused == 1) ? "it" : "them"), command.with(AGAIN, "--corrections", rows.toString())));
		}
		return steps;
	}

	private static Step goOn(Optional<Stop> stop, long left, OwnCommand command) {
		String rows = (left == 1) ? "the row that is left" : "the %,d rows that are left".formatted(left);
		StopReason reason = stop.map(Stop::reason).orElse(StopReason.SIGNAL);
		return switch (reason) {
			case LIMIT -> new Step("Send " + rows + ":", command.with(Set.of("--limit")));
			case CANARY_FAILED -> new Step("When it is clear why they were not accepted, send " + rows + ":",
					command.with(Set.of("--canary")));
			case TIME_OVER -> new Step("If " + rows + " may still go out, " + (command.isConfigured("--not-after")
					? "take BULKSEND_NOT_AFTER or bulksend.not-after away, or name a later time there, then send them:"
					: "send them, or name a later time:"), command.with(Set.of("--not-after")));
			case NOT_BEFORE -> new Step("When the time of --not-before has come, send " + rows + ":", command.again());
			case PER_DAY -> new Step("When --per-day allows more, send " + rows + ":", command.again());
			case WINDOW_CLOSED -> new Step("When the window is open, send " + rows + ":", command.again());
			case ACCOUNT_REFUSED -> new Step("When the account is in order, send " + rows + ":", command.again());
			case WRONG_ADDRESS -> new Step("When BULKSEND_API_URL is right, send " + rows + ":", command.again());
			case MAX_FAILURES -> new Step("When it is clear why, send " + rows + ":", command.again());
			case API_ASKS_TO_WAIT -> new Step("When the API takes messages again, send " + rows + ":", command.again());
			case UNREACHABLE -> new Step("When the API can be reached, send " + rows + ":", command.again());
			case SIGNAL -> new Step("Send " + rows + ":", command.again());
		};
	}

	private static String rows(long count) {
		return (count == 1) ? "row" : "%,d rows".formatted(count);
	}

}
