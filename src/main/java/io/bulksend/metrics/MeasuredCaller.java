package io.bulksend.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.bulksend.api.Reply;
import io.bulksend.campaign.Message;
import io.bulksend.send.Caller;
import io.micrometer.core.instrument.Timer;

/**
 * Takes the time of every call, from its start until it is known what became of it.
 *
 * @param caller makes the calls
 * @param timer where the times go
 */
record MeasuredCaller(Caller caller, Timer timer) implements Caller {

	@Override
	public void call(Message message, Consumer<Reply> done) {
		long start = System.nanoTime();
		this.caller.call(message, (reply) -> {
			this.timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
			done.accept(reply);
		});
	}

	@Override
	public void endCalls() {
		this.caller.endCalls();
	}

}
