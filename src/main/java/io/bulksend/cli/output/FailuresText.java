package io.bulksend.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.bulksend.ledger.FailedDeliveries.Failures;
import io.bulksend.run.RunResult;
import io.bulksend.send.TimeText;

/**
 * What was left alone of the messages whose delivery failed, in words.
 */
final class FailuresText {

	private FailuresText() {
	}

	/**
	 * Says it.
	 * @param standing how they stand
	 * @return a sentence each, if any
	 */
	private static List<String> of(Failures standing) {
		List<String> sentences = new ArrayList<>();
		if (standing.waiting() > 0) {
			String first = TimeText.from(Objects.requireNonNull(standing.first()));
			String last = TimeText.from(Objects.requireNonNull(standing.last()));
			String when = first.equals(last) ? "until " + first
					: "the first until " + first + " and the last until " + last;
			sentences.add(
					"%s whose delivery failed %s %s, as the remark of the failure asks for. Run the same command again then."
						.formatted(messages(standing.waiting()), (standing.waiting() == 1) ? "waits" : "wait", when));
		}
		if (standing.givenUp() > 0) {
			sentences.add("%s whose delivery failed %s sent three times, and not again."
				.formatted(messages(standing.givenUp()), (standing.givenUp() == 1) ? "was" : "were"));
		}
		return sentences;
	}

	/**
	 * Says what was not sent again, though it was asked for, as nobody is to get it.
	 * @param result how the run ended
	 * @return a sentence each, if any
	 */
	static List<String> of(RunResult result) {
		List<String> sentences = new ArrayList<>(result.failures().map(FailuresText::of).orElse(List.of()));
		if (result.spared() == 1) {
			sentences
				.add("1 message that may have arrived, or failed to, is for somebody who opted out or is suppressed"
						+ " by now: it stays as it is, and is not sent again.");
		}
		else if (result.spared() > 1) {
			sentences.add(("%,d messages that may have arrived, or failed to, are for people who opted out or are"
					+ " suppressed by now: they stay as they are, and are not sent again.")
				.formatted(result.spared()));
		}
		return sentences;
	}

	private static String messages(long count) {
		return (count == 1) ? "1 message" : "%,d messages".formatted(count);
	}

}
