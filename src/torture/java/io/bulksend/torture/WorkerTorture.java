package io.bulksend.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.Ports;
import io.bulksend.testsupport.PostgresServer;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Results;
import io.bulksend.testsupport.Signal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rounds with workers: a run and three workers, of which one is killed, stopped for a
 * while or asked to end every few seconds, the run included, and replaced; and a database
 * that stops once in the middle. Every message goes out once, and none is missing.
 * <p>
 * Runs in the Maven profile "torture". Properties: torture.worker-rounds (1),
 * torture.rows (20,000), torture.pause (2, in seconds), torture.seed.
 */
class WorkerTorture {

	private static final int WORKERS = 3;

	private static final int CONCURRENCY = 16;

	private static final Duration STOPPED = Duration.ofSeconds(15);

	private final long seed = Long.getLong("torture.seed", new Random().nextInt(1_000_000));

	private final int rows = Integer.getInteger("torture.rows", 20_000);

	private final long pause = Long.getLong("torture.pause", 2);

	@TempDir
	private Path folder;

	@Test
	void everyMessageGoesOutOnceWhoeverDies() throws Exception {
		for (int round = 0; round < Integer.getInteger("torture.worker-rounds", 1); round++) {
			Path own = Files.createDirectory(this.folder.resolve("round" + round));
			new Play(own, this.seed + round).run();
		}
	}

	/** One round. */
	private final class Play {

		private final Path own;

		private final long roundSeed;

		private final SplittableRandom random;

		private final int port = Ports.free();

		private final Map<String, JarProcess> jars = new HashMap<>();

		private final Map<String, Process> processes = new HashMap<>();

		private final Map<Process, Long> stopped = new HashMap<>();

		private int dead;

		Play(Path own, long roundSeed) {
			this.own = own;
			this.roundSeed = roundSeed;
			this.random = new SplittableRandom(roundSeed);
		}

		void run() throws Exception {
			EmbeddedPostgres postgres = PostgresServer.start(this.port, this.own.resolve("postgres"));
			try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 20 + number % 60))) {
				prepare(server);
				start("run");
				for (int worker = 0; worker < WORKERS; worker++) {
					start("worker" + worker);
				}
				server.awaitRequests(1);
				boolean restarted = false;
				while (goesOn()) {
					TimeUnit.SECONDS.sleep(WorkerTorture.this.pause);
					disturb();
					if (!restarted && server.requests().size() > WorkerTorture.this.rows / 2) {
						restarted = true;
						postgres.close();
						postgres = PostgresServer.start(this.port, this.own.resolve("postgres"));
						this.dead++;
					}
				}
				wakeAll(Long.MAX_VALUE);
				TimeUnit.SECONDS.sleep(2);
				int exitCode = this.jars.get("run").run("send", "campaign.csv").exitCode();
				assertThat(exitCode).isIn(0, 1);
				require(server);
			}
			finally {
				this.processes.values().forEach(Process::destroyForcibly);
				postgres.close();
			}
		}

		private void prepare(RecordingServer server) throws IOException {
			List<String> names = new ArrayList<>(List.of("run"));
			for (int worker = 0; worker < WORKERS; worker++) {
				names.add("worker" + worker);
			}
			for (String name : names) {
				this.jars.put(name,
						new JarProcess(Files.createDirectory(this.own.resolve(name)),
								Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE", "source",
										"BULKSEND_API_URL", server.url(), "SPRING_DATASOURCE_URL",
										"jdbc:postgresql://127.0.0.1:" + this.port + "/postgres?user=postgres")));
			}
			StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id\n");
			for (int row = 0; row < WorkerTorture.this.rows; row++) {
				text.append(919_800_000_000L + row).append(",a-1\n");
			}
			Files.writeString(this.own.resolve("run/campaign.csv"), text);
		}

		private void start(String name) {
			String concurrency = Integer.toString(CONCURRENCY);
			this.processes.put(name,
					name.equals("run")
							? this.jars.get(name)
								.start("send", "campaign.csv", "--workers", "--rate", "0", "--concurrency", concurrency)
							: this.jars.get(name).start("worker", "--concurrency", concurrency));
		}

		/**
		 * Whoever has ended is replaced, until the run has come to the campaign's end.
		 */
		private boolean goesOn() {
			wakeAll(System.nanoTime());
			Process run = this.processes.get("run");
			if (!run.isAlive() && (run.exitValue() == 0 || run.exitValue() == 1)) {
				return false;
			}
			List.copyOf(this.processes.keySet())
				.stream()
				.filter((name) -> !this.processes.get(name).isAlive())
				.forEach(this::start);
			return true;
		}

		private void disturb() {
			List<String> names = this.processes.keySet().stream().sorted().toList();
			Process process = this.processes.get(names.get(this.random.nextInt(names.size())));
			if (!process.isAlive() || this.stopped.containsKey(process)) {
				return;
			}
			switch (this.random.nextInt(3)) {
				case 0 -> {
					process.destroyForcibly();
					this.dead++;
				}
				case 1 -> Signal.TERM.sendTo(process.pid());
				default -> {
					Signal.STOP.sendTo(process.pid());
					this.stopped.put(process, System.nanoTime() + STOPPED.toNanos());
				}
			}
		}

		private void wakeAll(long until) {
			this.stopped.entrySet().removeIf((one) -> {
				if (one.getValue() > until) {
					return false;
				}
				if (one.getKey().isAlive()) {
					Signal.CONT.sendTo(one.getKey().pid());
				}
				return true;
			});
		}

		private void require(RecordingServer server) {
			String seeded = "with -Dtorture.seed=" + this.roundSeed;
			Map<String, Request> calls = server.requests()
				.stream()
				.collect(Collectors.toMap(Request::recipient, Function.identity(), (one, two) -> {
					throw new AssertionError("sent twice: " + one.recipient() + ", " + seeded);
				}));
			List<Map<String, String>> results = Results.read(this.own.resolve("run/campaign-results.csv"));
			assertThat(results).as(seeded).hasSize(WorkerTorture.this.rows);
			long inDoubt = 0;
			for (Map<String, String> row : results) {
				if (row.get("status").equals("ACCEPTED")) {
					assertThat(row.get("message_id")).as(seeded)
						.isEqualTo(calls.get(row.get("recipient_whatsapp")).id());
				}
				else {
					assertThat(row).as(seeded).containsEntry("status", "IN_DOUBT");
					inDoubt++;
				}
			}
			assertThat(inDoubt).as("in doubt, " + seeded).isLessThanOrEqualTo((long) this.dead * 2 * CONCURRENCY);
		}

	}

}
