package io.bulksend.send;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommitsTest {

	@Test
	void theThreadThatSendsCommitsItself() {
		assertThat(Commits.HERE.begin(Thread::currentThread).get()).isSameAs(Thread.currentThread());
	}

	@Test
	void whoCommitsBesideItHoldsItUpOnlyWhenItWantsToKnow() {
		CountDownLatch wanted = new CountDownLatch(1);
		Supplier<String> committed = Commits.beside().begin(() -> {
			await(wanted);
			return "committed";
		});
		wanted.countDown();
		assertThat(committed.get()).isEqualTo("committed");
	}

	@Test
	void oneThreadDoesAllAndKeepsNoProcessAlive() {
		Commits commits = Commits.beside();
		Set<Thread> threads = new HashSet<>();
		for (int i = 0; i < 10; i++) {
			threads.add(commits.begin(Thread::currentThread).get());
		}
		assertThat(threads).singleElement()
			.satisfies((thread) -> assertThat(thread.isDaemon()).isTrue())
			.isNotSameAs(Thread.currentThread());
	}

	@Test
	void whatFailedBesideItFailsForTheThreadThatSends() {
		Supplier<Object> committed = Commits.beside().begin(() -> {
			throw new IllegalStateException("lost");
		});
		assertThatThrownBy(committed::get).isExactlyInstanceOf(IllegalStateException.class).hasMessage("lost");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
