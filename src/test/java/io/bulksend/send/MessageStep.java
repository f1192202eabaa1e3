package io.bulksend.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.bulksend.api.Reply;
import io.bulksend.api.Reply.Again.Reason;
import io.bulksend.campaign.Code;

/**
 * One try of a message: what it is answered, and where the process crashes.
 *
 * @param reply what it is answered
 * @param crash where the process crashes
 */
record MessageStep(Reply reply, Crash crash) {

	static final MessageStep ALL_WELL = new MessageStep(new Reply.Accepted("id"), Crash.NONE);

	/** Where the process crashes. */
	enum Crash {

		NONE, BEFORE_CLAIM, AFTER_CLAIM, DURING_CALL, BEFORE_OUTCOME, AFTER_OUTCOME

	}

	/** All tries there are. */
	static List<MessageStep> all() {
		List<MessageStep> all = new ArrayList<>();
		for (Crash crash : List.of(Crash.BEFORE_CLAIM, Crash.AFTER_CLAIM, Crash.DURING_CALL)) {
			// No reply is seen: any will do.
			all.add(new MessageStep(ALL_WELL.reply(), crash));
		}
		List<Reply> replies = List.of(ALL_WELL.reply(), new Reply.Refused("8003", "No such contact"),
				new Reply.Unknown(Code.NO_REPLY, "No reply within 30 s."),
				new Reply.StopSending("8004", "No such client"), again(Reason.TOO_FAST), again(Reason.UNAVAILABLE),
				again(Reason.UNREACHABLE), again(Reason.TECHNICAL_ERROR));
		for (Reply reply : replies) {
			for (Crash crash : List.of(Crash.NONE, Crash.BEFORE_OUTCOME, Crash.AFTER_OUTCOME)) {
				all.add(new MessageStep(reply, crash));
			}
		}
		return all;
	}

	private static Reply again(Reason reason) {
		return new Reply.Again(reason, "again", reason.name(), Duration.ZERO);
	}

}
