package io.bulksend.cli.output;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.CodeCount;
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
		Open open = new Open(result.summary().count(Status.NOT_SENT), result.summary().findings(),
				result.summary().count(Status.IN_DOUBT), result.retry().orElse(result.results()).toString());
		return of(open, result.stop().map(Stop::reason).orElse(StopReason.SIGNAL), command);
	}

	/**
	 * What is open of a campaign.
	 *
	 * @param left rows that are left to send
	 * @param findings how its rows ended, by code
	 * @param doubts rows in doubt
	 * @param retry where the rows worth sending again are
	 */
	public record Open(long left, List<CodeCount> findings, long doubts, String retry) {

		/** Rows that were refused, or broke a rule, and can be sent again as rows. */
		long refused() {
			return this.findings.stream()
				.filter((finding) -> Code.isWorthSendingAgain(finding.status(), finding.code()))
				.mapToLong(CodeCount::count)
				.sum();
		}

		/** Rows that were refused with one of some codes. */
		long refused(List<String> codes) {
			return this.findings.stream()
				.filter((finding) -> finding.status() == Status.REJECTED && codes.contains(finding.code()))
				.mapToLong(CodeCount::count)
				.sum();
		}

	}

	public static List<Step> of(Open open, StopReason reason, OwnCommand command) {
		List<Step> steps = new ArrayList<>();
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
		unchanged(open, command, steps);
		long all = open.refused();
		long correctable = all - open.refused(Code.sentAgainUnchanged());
		if (correctable > 0) {
			String which = (correctable < all) ? "other " : "";
			steps.add(new Step(
					"Correct the %s in %s, then send %s:".formatted(which + rows(correctable), open.retry(),
							(correctable == 1) ? "it" : "them"),
					command.with(dropped(command), "--corrections", open.retry())));
		}
		return steps;
	}

	/** In these there is nothing to correct: as corrections they would not go out. */
	private static void unchanged(Open open, OwnCommand command, List<Step> steps) {
		Map<List<String>, String[]> kinds = new LinkedHashMap<>();
		kinds.put(Code.OPT_IN, new String[] { "When its recipient has opted in, send the row refused with %s again:",
				"When their recipients have opted in, send the %,d rows refused with %s again:" });
		kinds.put(Code.WINDOW, new String[] { "When its recipient has written, send the row refused with %s again:",
				"When their recipients have written, send the %,d rows refused with %s again:" });
		kinds.put(Code.LATER, new String[] { "Send the row refused with %s again later:",
				"Send the %,d rows refused with %s again later:" });
		kinds.forEach((codes, texts) -> {
			List<String> there = codes.stream().filter((code) -> open.refused(List.of(code)) > 0).toList();
			long count = open.refused(there);
			if (count > 0) {
				String named = String.join(" or ", there);
				steps.add(new Step((count == 1) ? texts[0].formatted(named) : texts[1].formatted(count, named),
						command.with(dropped(command), "--retry", String.join(",", there))));
			}
		});
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
