package io.bulksend.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.bulksend.testsupport.FaultyServer;
import io.bulksend.testsupport.OtherProcess;
import io.bulksend.testsupport.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that is stopped while its calls are under way, and goes on long after they
 * were answered.
 */
@DisabledOnOs(OS.WINDOWS)
class HeldUpTest {

	private static final int CALLS = 100;

	private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(2);

	@Test
	void readsWhatWasAnsweredWhileItWasStoppedBeforeAnythingIsLate() throws Exception {
		CountDownLatch arrived = new CountDownLatch(CALLS);
		CountDownLatch stopped = new CountDownLatch(1);
		CountDownLatch answered = new CountDownLatch(CALLS);
		try (FaultyServer server = new FaultyServer((connection) -> {
			if (connection.readRequest()) {
				arrived.countDown();
				await(stopped);
				connection.write(FaultyServer.http("200 OK\r\nContent-Type: application/json", FaultyServer.ACCEPTED));
				answered.countDown();
				connection.awaitEnd();
			}
		})) {
			Process process = OtherProcess.running(Sender.class, Path.of(server.url().getPort() + "")).start();
			try {
				await(arrived);
				Signal.STOP.sendTo(process.pid());
				stopped.countDown();
				await(answered);
				// It takes that long until they would be late.
				LockSupport.parkNanos(RESPONSE_TIMEOUT.plusSeconds(1).toNanos());
				Signal.CONT.sendTo(process.pid());
				List<String> replies = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
					.lines()
					.toList();
				assertThat(replies).isEqualTo(Collections.nCopies(CALLS, "Accepted"));
			}
			finally {
				process.destroyForcibly();
			}
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Calls an API on this machine, and prints what each call brought. */
	static final class Sender {

		private Sender() {
		}

		public static void main(String[] port) {
			URI url = URI.create("http://127.0.0.1:" + port[0] + "/api/v2/");
			ApiSettings settings = new ApiSettings(url, ApiPaths.DOCUMENTED, "secret-token", CALLS,
					Duration.ofSeconds(20), RESPONSE_TIMEOUT);
			try (MediaApi api = new MediaApi(settings)) {
				List<CompletableFuture<Reply>> replies = new ArrayList<>();
				for (int i = 0; i < CALLS; i++) {
					replies.add(Replies.send(api));
				}
				replies.forEach((reply) -> System.out.println(Replies.await(reply).getClass().getSimpleName()));
			}
		}

	}

}
