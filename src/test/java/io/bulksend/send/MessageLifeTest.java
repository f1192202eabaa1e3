package io.bulksend.send;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.bulksend.api.Reply;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that can become of one message in a few tries: each reply, with a crash at
 * each point of claim, call and outcome, and a restart after each crash or stop. All
 * sequences are played on the real ledger and the real writer, and each is held against
 * what the API saw.
 */
class MessageLifeTest {

	private static final int MOST_STEPS = 3;

	@TempDir
	private Path folder;

	private final Set<Status> seen = EnumSet.noneOf(Status.class);

	private int lives;

	@Test
	void noMessageGoesOutTwiceOrIsLostWhateverIsAnsweredAndWhereverItCrashes() throws IOException, SQLException {
		Path file = Files.writeString(this.folder.resolve("one.csv"),
				"recipient_whatsapp,attachment_id\n919833078369,a-1\n");
		explore(new MessageWorld(file), List.of());
		assertThat(this.seen).containsOnly(Status.ACCEPTED, Status.REJECTED, Status.IN_DOUBT);
		assertThat(this.lives).isGreaterThan(2_000);
	}

	private void explore(MessageWorld world, List<MessageStep> script) {
		MessageLife life = new MessageLife(world, script);
		life.play();
		check(script, life);
		this.lives++;
		if (!life.outlivedItsScript() || script.size() == MOST_STEPS) {
			return;
		}
		for (MessageStep step : MessageStep.all()) {
			List<MessageStep> longer = new ArrayList<>(script);
			longer.add(step);
			explore(world, longer);
		}
	}

	private void check(List<MessageStep> script, MessageLife life) {
		List<MessageLife.Call> calls = life.calls();
		for (MessageLife.Call call : calls.subList(0, Math.max(0, calls.size() - 1))) {
			assertThat(call.wasReplied()).as("the reply to a call before another: %s", script).isTrue();
			assertThat(call.reply()).as("a call before another: %s", script)
				.isInstanceOfAny(Reply.Again.class, Reply.StopSending.class);
		}
		Entry entry = life.entry();
		Status status = entry.outcome().status();
		assertThat(status).as("the end of %s", script).isEqualTo(life.expected());
		if (status == Status.ACCEPTED) {
			assertThat(calls.get(calls.size() - 1).reply()).as("the last call of %s", script)
				.isEqualTo(new Reply.Accepted(String.valueOf(entry.outcome().messageId())));
		}
		if (status == Status.IN_DOUBT) {
			assertThat(entry.outcome().errorCode()).as("the doubt of %s", script)
				.isEqualTo(life.wasInterrupted() ? "INTERRUPTED" : "NO_REPLY");
		}
		assertThat(entry.attempts()).as("the attempts of %s", script)
			.isBetween(calls.size(), calls.size() + (life.wasInterrupted() ? 1 : 0));
		this.seen.add(status);
	}

}
