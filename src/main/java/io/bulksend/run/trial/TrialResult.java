package io.bulksend.run.trial;

import java.util.List;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;

/**
 * What became of the messages of a trial.
 *
 * @param sent one for each message and number, in the order in which they were sent;
 * immutable
 */
public record TrialResult(List<Sent> sent) {

	public TrialResult {
		sent = List.copyOf(sent);
	}

	/**
	 * A message.
	 *
	 * @param line where its row starts in the file
	 * @param message the message, to the number that it went to
	 * @param outcome what became of it; NOT_SENT where it is known not to have been taken
	 */
	public record Sent(long line, Message message, Outcome outcome) {
	}

	/**
	 * Says whether the API took all of them.
	 * @return whether it did
	 */
	public boolean allAccepted() {
		return this.sent.stream().allMatch((message) -> message.outcome().status() == Status.ACCEPTED);
	}

}
