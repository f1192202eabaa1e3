package io.bulksend.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.bulksend.testsupport.Ports;
import io.bulksend.testsupport.PostgresServer;
import io.bulksend.testsupport.Signal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * One campaign that a run and three workers send, while somebody disturbs them; judged by
 * the API's own record.
 */
final class WorkerRound {

	private static final List<String> ROLES = List.of("run", "worker 1", "worker 2", "worker 3");

	private static final int CONCURRENCY = 16;

	private static final long HALTED = TimeUnit.SECONDS.toNanos(15);

	/** With more of them a round would only be longer. */
	private static final int MOST_HALTED = 2;

	private static final long PATIENCE = TimeUnit.MINUTES.toNanos(10);

	private final Path folder;

	private final SplittableRandom random;

	private final long pause;

	private final Demand demand;

	private final Habits habits;

	private final boolean crash;

	private final int port = Ports.free();

	private final List<Child> all = new ArrayList<>();

	private final Map<String, Child> playing = new TreeMap<>();

	/** Until when they are. */
	private final Map<Child, Long> halted = new HashMap<>();

	private final Map<String, Integer> counts = new TreeMap<>();

	private final List<String> findings = new ArrayList<>();

	private EmbeddedPostgres postgres;

	WorkerRound(Path folder, long seed, int rows, long pause) throws IOException {
		this.folder = folder;
		this.random = new SplittableRandom(seed);
		this.pause = pause;
		this.demand = Demand.first(InputRow.draw(this.random, rows));
		this.habits = this.random.nextBoolean() ? Habits.sound() : Habits.drawGoingOn(this.random.nextLong(), rows);
		this.crash = this.random.nextBoolean();
		Files.createDirectories(folder.resolve("workers"));
		Files.writeString(folder.resolve("campaign.csv"), InputRow.csv(this.demand.input()));
		Files.writeString(folder.resolve("suppressed.csv"), InputRow.suppressed(this.demand.input()));
		this.postgres = PostgresServer.start(this.port, folder.resolve("postgres"));
	}

	/**
	 * Plays it to the campaign's end.
	 * @return what does not fit; empty if all is well
	 */
	List<String> play() throws IOException, InterruptedException {
		long start = System.nanoTime();
		try (FaultyApi api = new FaultyApi(this.habits)) {
			for (String role : ROLES) {
				start(role, api);
			}
			boolean restarted = false;
			while (goesOn(api) && this.findings.isEmpty()) {
				TimeUnit.SECONDS.sleep(this.pause);
				disturb();
				if (!restarted && api.calls().size() > this.demand.input().size() / 2) {
					restarted = true;
					restartDatabase();
				}
				if (System.nanoTime() - start > PATIENCE) {
					this.findings.add("did not come to its end");
				}
			}
			count("seconds", (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
			end(api);
		}
		finally {
			this.playing.values().forEach(Child::kill);
			this.postgres.close();
		}
		return this.findings;
	}

	private void start(String role, FaultyApi api) throws IOException {
		boolean run = role.equals("run");
		Child child = new Child(run ? this.folder : this.folder.resolve("workers"), this.all.size() + 1, CONCURRENCY);
		this.all.add(child);
		this.playing.put(role, child);
		Map<String, String> environment = new HashMap<>(api.environment(child.number()));
		environment.put("SPRING_DATASOURCE_URL",
				"jdbc:postgresql://127.0.0.1:" + this.port + "/postgres?user=postgres");
		environment.put("BULKSEND_API_RESPONSE_TIMEOUT", "4s");
		environment.put("BULKSEND_API_CONNECT_TIMEOUT", "2s");
		environment.put("BULKSEND_CONCURRENCY", String.valueOf(CONCURRENCY));
		child.start(environment,
				run ? List.of("send", "campaign.csv", "--suppress", "suppressed.csv", "--workers", "--rate", "0")
						: List.of("worker"));
	}

	/**
	 * Whoever has ended is replaced, until a run has come to the campaign's end.
	 */
	private boolean goesOn(FaultyApi api) throws IOException, InterruptedException {
		wake(System.nanoTime());
		for (Map.Entry<String, Child> one : List.copyOf(this.playing.entrySet())) {
			Child child = one.getValue();
			if (child.isAlive()) {
				continue;
			}
			child.await();
			requireEnd(one.getKey(), child);
			if (one.getKey().equals("run") && child.isComplete()) {
				return false;
			}
			start(one.getKey(), api);
		}
		return true;
	}

	private void requireEnd(String role, Child child) throws IOException {
		boolean fits = switch (child.exitCode()) {
			case 0 -> role.equals("run") || child.isSignalled();
			case 1 -> role.equals("run");
			// Asked to, or without its database.
			case 3 -> role.equals("run");
			case 137 -> child.isKilled();
			// Asked before it could listen.
			case 143 -> child.isSignalled();
			default -> false;
		};
		count(role.replaceAll("\\d", "").strip() + " ended with " + child.exitCode(), 1);
		String complaints = child.complaints();
		if (!fits || complaints.contains("\tat ") || complaints.contains("Exception in thread")
				|| complaints.contains("does not close")) {
			this.findings.add(role + ", " + child + ", should not end so: " + complaints);
		}
	}

	private void disturb() {
		List<Child> awake = this.playing.values()
			.stream()
			// Who is asked to end twice or thrice is to leave at once.
			.filter((child) -> child.isAlive() && !child.isSignalled() && !this.halted.containsKey(child))
			.toList();
		if (awake.isEmpty()) {
			return;
		}
		Child child = awake.get(this.random.nextInt(awake.size()));
		switch (this.random.nextInt((this.halted.size() < MOST_HALTED) ? 3 : 2)) {
			case 0 -> child.kill();
			case 1 -> child.terminate();
			default -> {
				child.halt();
				count("halted", 1);
				this.halted.put(child, System.nanoTime() + HALTED);
			}
		}
	}

	private void wake(long until) {
		this.halted.entrySet().removeIf((one) -> {
			if (one.getValue() > until) {
				return false;
			}
			one.getKey().goOn();
			return true;
		});
	}

	private void restartDatabase() throws IOException, InterruptedException {
		Path pid = this.folder.resolve("postgres/postmaster.pid");
		if (this.crash) {
			Signal.QUIT.sendTo(Long.parseLong(Files.readAllLines(pid).get(0).strip()));
			while (Files.exists(pid)) {
				FaultyApi.sleep(20);
			}
		}
		this.postgres.close();
		this.postgres = PostgresServer.start(this.port, this.folder.resolve("postgres"));
		count(this.crash ? "crashes of the database" : "stops of the database", 1);
	}

	/** Whoever was halted tells what it knows, and another run writes the results. */
	private void end(FaultyApi api) throws IOException, InterruptedException {
		wake(Long.MAX_VALUE);
		for (String role : ROLES.subList(1, ROLES.size())) {
			Child worker = Objects.requireNonNull(this.playing.get(role));
			if (!worker.isSignalled()) {
				worker.terminate();
			}
			worker.await();
			requireEnd(role, worker);
		}
		int runs = 0;
		Child last;
		do {
			start("run", api);
			last = Objects.requireNonNull(this.playing.get("run"));
			last.await();
			requireEnd("run", last);
		}
		while (!last.isComplete() && ++runs < 3 && this.findings.isEmpty());
		api.awaitQuiet();
		if (last.isComplete()) {
			Audit audit = Audit.ofShared(this.demand, ResultRow.read(this.folder.resolve("campaign-results.csv")), api,
					this.all);
			this.findings.addAll(audit.findings());
			count("in doubt", audit.inDoubt());
			count("killed", (int) this.all.stream().filter(Child::isKilled).count());
		}
		count("calls", api.calls().size());
	}

	private void count(String what, int more) {
		this.counts.merge(what, more, Integer::sum);
	}

	@Override
	public String toString() {
		return this.demand.input().size() + " rows, " + this.habits + ", " + this.counts;
	}

}
