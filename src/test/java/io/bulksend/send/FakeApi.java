package io.bulksend.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.bulksend.api.Reply;
import io.bulksend.campaign.Message;
import org.jspecify.annotations.Nullable;

/**
 * An API in virtual time, which answers as a test tells it to.
 */
final class FakeApi implements Caller {

	private final VirtualTime time;

	private final Duration latency;

	private final Behaviour behaviour;

	private final Map<String, Integer> calls = new HashMap<>();

	private final List<Long> starts = new ArrayList<>();

	private int inFlight;

	private int mostInFlight;

	FakeApi(VirtualTime time, Duration latency, Behaviour behaviour) {
		this.time = time;
		this.latency = latency;
		this.behaviour = behaviour;
	}

	@Override
	public void call(Message message, Consumer<Reply> done) {
		int call = this.calls.merge(message.recipient(), 1, Integer::sum);
		this.starts.add(this.time.nanos());
		this.inFlight++;
		this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
		Reply reply = this.behaviour.reply(message.recipient(), call);
		if (reply != null) {
			this.time.in(this.latency, () -> {
				this.inFlight--;
				done.accept(reply);
			});
		}
	}

	int calls(String recipient) {
		return this.calls.getOrDefault(recipient, 0);
	}

	int calls() {
		return this.starts.size();
	}

	List<Long> starts() {
		return this.starts;
	}

	int mostInFlight() {
		return this.mostInFlight;
	}

	/**
	 * What the API answers.
	 */
	interface Behaviour {

		/**
		 * Answers a call.
		 * @param recipient whom the message goes to
		 * @param call counts from 1 the calls for this recipient
		 * @return the reply, or {@code null} for none ever
		 */
		@Nullable Reply reply(String recipient, int call);

	}

}
