package io.bulksend.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.bulksend.torture.Answer.Meaning;

/**
 * One campaign, sent by as many runs as it takes while they are killed, stopped and
 * answered badly; audited after each run.
 */
final class Round {

	private static final int MOST_RUNS = 14;

	private static final int[] RATES = { 0, 0, 200, 500, 2_000 };

	private static final int[] CONCURRENCIES = { 8, 16, 64, 128 };

	private final Path folder;

	private final SplittableRandom random;

	private final List<InputRow> input;

	private final Habits habits;

	private final int disturbed;

	private final List<Child> runs = new ArrayList<>();

	private final List<String> story = new ArrayList<>();

	private final List<String> findings = new ArrayList<>();

	private final Tally tally;

	Round(Path folder, long seed, Tally tally) {
		this.folder = folder;
		this.random = new SplittableRandom(seed);
		this.tally = tally;
		int rows = this.random.nextInt(200, 1_200);
		this.input = InputRow.draw(this.random, rows);
		this.habits = Habits.draw(this.random.nextLong(), rows);
		this.disturbed = this.random.nextInt(1, 4);
		this.story.add(rows + " rows, " + this.habits);
	}

	/**
	 * Sends the campaign to its end.
	 * @return what does not fit; empty if all is well
	 */
	List<String> play() throws IOException, InterruptedException {
		Files.createDirectories(this.folder);
		Files.writeString(this.folder.resolve("campaign.csv"), InputRow.csv(this.input));
		Files.writeString(this.folder.resolve("suppressed.csv"), InputRow.suppressed(this.input));
		try (FaultyApi api = new FaultyApi(this.habits)) {
			boolean complete = false;
			while (!complete && this.findings.isEmpty() && this.runs.size() < MOST_RUNS) {
				complete = run(api);
			}
			if (!complete && this.findings.isEmpty()) {
				this.findings.add("did not complete in " + MOST_RUNS + " runs");
			}
			if (complete && this.random.nextInt(4) == 0) {
				repeat(api);
			}
			this.tally.add(this.runs, api);
		}
		return this.findings;
	}

	/** Runs once; says whether the campaign is complete. */
	private boolean run(FaultyApi api) throws IOException, InterruptedException {
		int number = this.runs.size() + 1;
		boolean last = number > this.disturbed;
		Disturbance disturbance = last ? Disturbance.NONE : Disturbance.draw(this.random, this.input.size());
		int maxFailures = (last || this.random.nextBoolean()) ? 0 : 20;
		Child run = start(api, disturbance, maxFailures);
		if (disturbance.kind() == Disturbance.Kind.KILL_BY_THE_CLOCK) {
			FaultyApi.sleep(disturbance.millis());
			run.kill();
		}
		if (!run.await()) {
			this.findings.add(run + " had to be killed as it did not end");
		}
		api.awaitQuiet();
		this.story.add(run + ", " + disturbance);
		checkEnd(run, api, maxFailures);
		boolean complete = run.exitCode() == 0 || run.exitCode() == 1;
		if (complete || run.exitCode() == 3) {
			audit(api, complete, run);
		}
		return complete;
	}

	private Child start(FaultyApi api, Disturbance disturbance, int maxFailures) throws IOException {
		int concurrency = CONCURRENCIES[this.random.nextInt(CONCURRENCIES.length)];
		Child run = new Child(this.folder, this.runs.size() + 1, concurrency);
		this.runs.add(run);
		api.nextRun(run.number(), disturbance.watch(run, api));
		run.start(api.environment(), List.of("send", "campaign.csv", "--suppress", "suppressed.csv", "--rate",
				"" + RATES[this.random.nextInt(RATES.length)], "--concurrency", "" + concurrency, "--max-failures",
				"" + maxFailures, "--bulksend.api.response-timeout=1s", "--bulksend.api.connect-timeout=2s"));
		return run;
	}

	private void checkEnd(Child run, FaultyApi api, int maxFailures) throws IOException {
		List<Call> calls = api.calls().stream().filter((call) -> call.run() == run.number()).toList();
		boolean refused = calls.stream().anyMatch((call) -> call.answer().meaning() == Meaning.STOP);
		boolean fits = switch (run.exitCode()) {
			case 0, 1 -> true;
			case 3 -> run.isSignalled() || refused || maxFailures > 0;
			case 137 -> run.isKilled();
			case 143 -> run.isSignalled() && calls.isEmpty();
			default -> false;
		};
		String complaints = run.complaints();
		if (!fits) {
			this.findings.add(run + " should not end so: " + complaints.lines().findFirst().orElse("no reason given"));
		}
		if (complaints.contains("\tat ") || complaints.contains("Exception in thread")) {
			this.findings.add(run + " printed a stack trace: " + complaints);
		}
	}

	private void audit(FaultyApi api, boolean complete, Child run) throws IOException {
		Path file = this.folder.resolve("campaign-results.csv");
		if (!Files.exists(file)) {
			if (complete || !(run.isSignalled() || run.isKilled())) {
				this.findings.add(run + " left no results");
			}
			return;
		}
		if (run.isKilled()) {
			// Those of an earlier run, if any.
			return;
		}
		List<ResultRow> results = ResultRow.read(file);
		Audit audit = Audit.of(this.input, results, api, this.runs, complete);
		audit.findings().forEach((finding) -> this.findings.add("after " + run + ": " + finding));
		boolean look = results.stream()
			.anyMatch((row) -> List.of("REJECTED", "INVALID", "IN_DOUBT").contains(row.status()));
		if (complete && run.exitCode() != (look ? 1 : 0)) {
			this.findings.add(run + ": the exit code does not fit the results");
		}
		if (complete) {
			this.tally.add(audit);
		}
	}

	/** The same command again sends nothing and writes the same. */
	private void repeat(FaultyApi api) throws IOException, InterruptedException {
		Path file = this.folder.resolve("campaign-results.csv");
		String before = Files.readString(file);
		int calls = api.calls().size();
		Child run = start(api, Disturbance.NONE, 0);
		run.await();
		if (api.calls().size() != calls || !Files.readString(file).equals(before)) {
			this.findings.add(run + " of a finished campaign sent something or changed the results");
		}
	}

	List<String> story() {
		return this.story;
	}

}
