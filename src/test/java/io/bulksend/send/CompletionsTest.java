package io.bulksend.send;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.bulksend.api.Reply;
import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.RecipientType;
import io.bulksend.send.Completions.Completion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Waits that would never end show as a test that takes too long.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompletionsTest {

	private static final long AN_HOUR = TimeUnit.HOURS.toNanos(1);

	private final Completions completions = new Completions();

	@Test
	void repliesAreTakenOnceInTheOrderOfTheirArrival() {
		add(1, 2, 3);
		assertThat(take()).containsExactly(1L, 2L, 3L);
		assertThat(take()).isEmpty();
		add(4);
		assertThat(take()).containsExactly(4L);
		add(5);
		add(6);
		assertThat(take()).containsExactly(5L, 6L);
	}

	@Test
	void whatComesWhileTheTakenAreWorkedOnIsKeptForTheNextTime() {
		add(1);
		List<Completion> taken = this.completions.take();
		add(2);
		assertThat(rows(taken)).containsExactly(1L);
		assertThat(take()).containsExactly(2L);
	}

	@Test
	void whereAReplyIsThereNobodyWaits() {
		add(1);
		this.completions.await(AN_HOUR, 1);
		assertThat(take()).containsExactly(1L);
	}

	@Test
	void aReplyEndsTheWait() throws InterruptedException {
		Thread waiting = waiting(AN_HOUR, 1);
		add(1);
		waiting.join();
		assertThat(take()).containsExactly(1L);
	}

	@Test
	void aFewMoreAreNotWaitedForForever() throws InterruptedException {
		Thread waiting = waiting(AN_HOUR, 1_000);
		add(1);
		waiting.join();
		assertThat(take()).containsExactly(1L);
	}

	@Test
	void withoutAnyReplyTheWaitEndsWithItsTime() {
		long start = System.nanoTime();
		this.completions.await(TimeUnit.MILLISECONDS.toNanos(20), 64);
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
		this.completions.await(0, 64);
		assertThat(take()).isEmpty();
	}

	@Test
	void ofManyThreadsRepliesNoneIsLostOrDoubled() throws InterruptedException {
		int threads = 4;
		int each = 5_000;
		List<Thread> adding = IntStream.range(0, threads)
			.mapToObj((thread) -> new Thread(
					() -> LongStream.range(0, each).forEach((reply) -> add(thread * each + reply))))
			.toList();
		adding.forEach(Thread::start);
		List<Long> taken = new ArrayList<>();
		while (taken.size() < threads * each) {
			this.completions.await(AN_HOUR, 64);
			taken.addAll(take());
		}
		for (Thread thread : adding) {
			thread.join();
		}
		assertThat(take()).isEmpty();
		assertThat(taken).doesNotHaveDuplicates().hasSize(threads * each);
	}

	/** A thread that is really waiting already. */
	private Thread waiting(long nanos, int enough) {
		Thread thread = new Thread(() -> this.completions.await(nanos, enough));
		thread.setDaemon(true);
		thread.start();
		while (thread.getState() != Thread.State.TIMED_WAITING) {
			Thread.onSpinWait();
		}
		return thread;
	}

	private void add(long... rows) {
		for (long row : rows) {
			Message message = new Message("919833078369", RecipientType.INDIVIDUAL, "source", new ById("a-1"), null,
					null);
			this.completions.add(new Completion(new Outbound(row, message, new MessageKey(row, row), false),
					new Reply.Accepted("id-" + row), Instant.EPOCH));
		}
	}

	/** As a copy: what was taken is valid until the next time alone. */
	private List<Long> take() {
		return rows(this.completions.take());
	}

	private static List<Long> rows(List<Completion> completions) {
		return completions.stream().map((completion) -> completion.outbound().row()).toList();
	}

}
