package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.PostgresServer;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs of the packaged jar that share an account's rate by a real PostgreSQL.
 */
class AccountRateIT {

	private static final int ROWS = 150;

	@TempDir
	private Path folder;

	@Test
	void twoRunsOfOneAccountShareTheLowestRateThatOneOfThemAsksFor() throws IOException {
		Queue<Long> times = new ConcurrentLinkedQueue<>();
		try (RecordingServer server = new RecordingServer((number) -> {
			times.add(System.nanoTime());
			return Answer.accepted(number, 20);
		})) {
			JarProcess first = run("first", server);
			JarProcess second = run("second", server);
			Process one = first.start("send", "campaign.csv", "--campaign", "first", "--rate", "50");
			server.awaitRequests(10);
			Process two = second.start("send", "campaign.csv", "--campaign", "second", "--rate", "0");
			Ended endedOne = first.await(one);
			Ended endedTwo = second.await(two);
			assertThat(endedOne.exitCode()).as(endedOne.err()).isZero();
			assertThat(endedTwo.exitCode()).as(endedTwo.err()).isZero();
			assertThat(server.requests()).hasSize(2 * ROWS);
			List<Long> calls = times.stream().sorted().limit(ROWS).toList();
			assertThat(busiestSecond(calls)).as("calls in the busiest second while both were under way")
				.isLessThanOrEqualTo(54);
		}
	}

	private static long busiestSecond(List<Long> times) {
		long most = 0;
		for (long begin : times) {
			most = Math.max(most,
					times.stream()
						.filter((time) -> time >= begin && time < begin + TimeUnit.SECONDS.toNanos(1))
						.count());
		}
		return most;
	}

	private JarProcess run(String name, RecordingServer server) throws IOException {
		Path own = Files.createDirectory(this.folder.resolve(name));
		StringBuilder rows = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < ROWS; row++) {
			rows.append(919_800_000_000L + row).append(",").append(name).append("\n");
		}
		Files.writeString(own.resolve("campaign.csv"), rows);
		return new JarProcess(own, Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE", "source",
				"BULKSEND_API_URL", server.url(), "SPRING_DATASOURCE_URL", url()));
	}

	private String url() {
		return PostgresServer.url(this.database);
	}

	private final String database = PostgresServer.newDatabase();

}
