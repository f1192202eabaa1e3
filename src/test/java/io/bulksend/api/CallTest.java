package io.bulksend.api;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;

import io.bulksend.api.Reply.Accepted;
import io.bulksend.api.Reply.Again;
import io.bulksend.api.Reply.Unknown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallTest {

	private final OpenCalls open = new OpenCalls(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

	private final List<Reply> told = new ArrayList<>();

	private final Call call = call(this.told);

	@AfterEach
	void close() {
		this.open.close();
	}

	@Test
	void aBodyCannotGoOutOnceTheCallWasGivenUp() {
		this.call.giveUpUnwritten(new CancellationException());
		assertThat(this.call.handOver()).isFalse();
		assertThat(this.told).singleElement().isInstanceOf(Again.class);
	}

	@Test
	void aCallIsInDoubtOnceItsBodyWentOut() {
		assertThat(this.call.handOver()).isTrue();
		this.call.giveUpUnwritten(new CancellationException());
		assertThat(this.told).isEmpty();
		assertThat(this.call.handOver()).isTrue();
		this.call.fail(new CancellationException());
		assertThat(this.told).singleElement().isInstanceOf(Unknown.class);
	}

	@Test
	void theFirstReplyIsToldOnceAndLaterOnesAreDropped() {
		this.call.handOver();
		this.call.decide(new Accepted("first"));
		this.call.decide(new Accepted("second"));
		assertThat(this.told).isEmpty();
		this.call.deliver();
		this.call.fail(new CancellationException());
		this.call.deliver();
		assertThat(this.told).containsExactly(new Accepted("first"));
	}

	@Test
	void handingOverAndGivingUpAtOnceNeverBothWin() throws Exception {
		CyclicBarrier start = new CyclicBarrier(2);
		for (int i = 0; i < 2000; i++) {
			List<Reply> replies = new ArrayList<>();
			Call raced = call(replies);
			boolean[] wentOut = new boolean[1];
			Thread writer = new Thread(() -> {
				try {
					start.await();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
				wentOut[0] = raced.handOver();
			});
			writer.start();
			start.await();
			raced.fail(new CancellationException());
			writer.join();
			assertThat(replies).singleElement().isInstanceOf(wentOut[0] ? Unknown.class : Again.class);
		}
	}

	private Call call(List<Reply> replies) {
		Call made = new Call(replies::add, new Unanswered(Replies.settings(URI.create("https://api.example/"))),
				this.open, 0);
		made.started(null);
		return made;
	}

}
