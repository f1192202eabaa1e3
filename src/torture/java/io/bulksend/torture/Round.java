package io.bulksend.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import io.bulksend.testsupport.PostgresServer;
import io.bulksend.torture.Answer.Meaning;

/**
 * One campaign, sent by as many runs as it takes while they are killed, stopped, started
 * twice and answered badly, while its file is amended and its rows are corrected; audited
 * after each run.
 */
final class Round {

	private static final int MOST_RUNS = 20;

	private static final int[] RATES = { 0, 0, 200, 500, 2_000 };

	private static final int[] CONCURRENCIES = { 8, 16, 64, 128 };

	private final Path folder;

	private final SplittableRandom random;

	private final Habits habits;

	private final Map<String, String> database;

	private final List<Child> runs = new ArrayList<>();

	private final List<String> story = new ArrayList<>();

	private final List<String> findings = new ArrayList<>();

	private final Tally tally;

	private Demand demand;

	/** Runs that are still to be disturbed, until the campaign may end. */
	private int disturbed;

	Round(Path folder, long seed, Tally tally) {
		this.folder = folder;
		this.random = new SplittableRandom(seed);
		this.tally = tally;
		int rows = this.random.nextInt(200, 1_200);
		this.demand = Demand.first(InputRow.draw(this.random, rows));
		this.habits = Habits.draw(this.random.nextLong(), rows);
		this.database = (this.random.nextInt(4) == 0) ? newPostgres() : Map.of();
		this.story.add(rows + " rows, " + this.habits + (this.database.isEmpty() ? "" : ", PostgreSQL"));
	}

	private Map<String, String> newPostgres() {
		this.tally.onPostgres();
		return Map.of("SPRING_DATASOURCE_URL", PostgresServer.url(PostgresServer.newDatabase()));
	}

	/**
	 * Sends the campaign to its end.
	 * @return what does not fit; empty if all is well
	 */
	List<String> play() throws IOException, InterruptedException {
		Files.createDirectories(this.folder);
		writeFile();
		try (FaultyApi api = new FaultyApi(this.habits)) {
			sendToTheEnd(api, this.random.nextInt(1, 4));
			if (this.random.nextInt(4) == 0 && this.findings.isEmpty()) {
				amend();
				sendToTheEnd(api, this.random.nextInt(2));
			}
			if (this.random.nextInt(3) == 0 && this.findings.isEmpty()) {
				correct();
				sendToTheEnd(api, this.random.nextInt(3));
			}
			if (this.random.nextInt(3) == 0 && this.findings.isEmpty()) {
				retry();
				sendToTheEnd(api, this.random.nextInt(3));
			}
			if (this.random.nextInt(4) == 0 && this.findings.isEmpty()) {
				repeat(api);
			}
			this.tally.add(this.runs, api);
		}
		return this.findings;
	}

	private void sendToTheEnd(FaultyApi api, int disturbances) throws IOException, InterruptedException {
		this.disturbed = disturbances;
		boolean complete = false;
		while (!complete && this.findings.isEmpty() && this.runs.size() < MOST_RUNS) {
			complete = run(api);
			boolean editing = !complete && !this.demand.isRetrying() && !this.demand.corrected()
					&& this.random.nextInt(6) == 0;
			// A campaign that was never begun cannot be amended.
			if (editing && !api.calls().isEmpty()) {
				amend();
			}
		}
		if (!complete && this.findings.isEmpty()) {
			this.findings.add("did not complete in " + MOST_RUNS + " runs");
		}
	}

	private void amend() throws IOException {
		int next = this.runs.size() + 1;
		this.demand = this.demand.amended(InputRow.amend(this.random, this.demand.input(), next), next);
		writeFile();
		this.tally.amended();
		this.story.add("amended: " + this.demand.input().size() + " rows");
	}

	/**
	 * What was refused or invalid may go to somebody else; what was accepted or is in
	 * doubt is given anew too, which changes nothing.
	 */
	private void correct() throws IOException {
		List<InputRow> corrected = new ArrayList<>(this.demand.input());
		StringBuilder file = new StringBuilder("line,recipient_whatsapp\n");
		List<ResultRow> rows = ResultRow.read(results());
		int given = 0;
		for (int row = 0; row < rows.size(); row++) {
			String status = rows.get(row).status();
			boolean open = status.equals("REJECTED") || status.equals("INVALID");
			if (this.random.nextInt(open ? 2 : 50) != 0) {
				continue;
			}
			String recipient = Long.toString(919_820_000_000L + this.runs.size() * 10_000L + row);
			// The header is the file's first line.
			file.append(row + 2).append(',').append(recipient).append('\n');
			given++;
			if (open) {
				corrected.set(row, new InputRow(recipient, ""));
			}
		}
		if (given == 0) {
			return;
		}
		Files.writeString(this.folder.resolve("corrections.csv"), file);
		this.demand = this.demand.corrected(corrected);
		this.tally.corrected();
		this.story.add("corrections of " + given + " rows");
	}

	/** From the next run on what was refused or is in doubt may go out once more. */
	private void retry() throws IOException {
		Set<String> open = ResultRow.read(results())
			.stream()
			.filter((row) -> row.status().equals("REJECTED") || row.status().equals("IN_DOUBT"))
			.map(ResultRow::recipient)
			.collect(Collectors.toSet());
		this.demand = this.demand.retrying(open, this.runs.size() + 1);
		this.tally.retried();
		this.story.add("retry of " + open.size() + " rows");
	}

	/** Runs once, or twice at once; says whether the campaign is complete. */
	private boolean run(FaultyApi api) throws IOException, InterruptedException {
		boolean last = this.disturbed-- <= 0;
		Disturbance disturbance = last ? Disturbance.NONE : Disturbance.draw(this.random, this.demand.input().size());
		int maxFailures = (last || this.random.nextBoolean()) ? 0 : 20;
		List<Child> together = new ArrayList<>(List.of(newRun()));
		api.watch(disturbance.watch(together.get(0), api));
		start(together.get(0), api, disturbance.window(), maxFailures);
		if (this.random.nextInt(5) == 0) {
			together.add(newRun());
			start(together.get(1), api, Disturbance.NONE.window(), maxFailures);
		}
		if (disturbance.kind() == Disturbance.Kind.KILL_BY_THE_CLOCK) {
			FaultyApi.sleep(disturbance.millis());
			together.get(0).kill();
		}
		for (Child run : together) {
			if (!run.await()) {
				this.findings.add(run + " had to be killed as it did not end");
			}
		}
		api.awaitQuiet();
		this.story.add(together + ", " + disturbance);
		for (Child run : together) {
			boolean mayStop = maxFailures > 0 || disturbance.kind() == Disturbance.Kind.WINDOW_CLOSED;
			checkEnd(run, api, mayStop, together.size() > 1);
		}
		audit(api, together);
		return together.stream().anyMatch(Child::isComplete);
	}

	private Child newRun() {
		Child run = new Child(this.folder, this.runs.size() + 1,
				CONCURRENCIES[this.random.nextInt(CONCURRENCIES.length)]);
		this.runs.add(run);
		return run;
	}

	private void start(Child run, FaultyApi api, String window, int maxFailures) throws IOException {
		Map<String, String> environment = new HashMap<>(this.database);
		environment.putAll(api.environment(run.number()));
		List<String> command = new ArrayList<>(List.of("send", "campaign.csv", "--suppress", "suppressed.csv", "--rate",
				"" + RATES[this.random.nextInt(RATES.length)], "--concurrency", "" + run.concurrency(),
				"--max-failures", "" + maxFailures, "--window", window, "--zone", "UTC",
				"--bulksend.api.response-timeout=4s", "--bulksend.api.connect-timeout=2s"));
		if (this.demand.corrected()) {
			command.addAll(List.of("--corrections", "corrections.csv"));
		}
		else if (this.demand.isAmended()) {
			command.add("--amend");
		}
		if (this.demand.isRetrying()) {
			command.addAll(List.of("--retry", "rejected,in-doubt"));
		}
		run.start(environment, command);
	}

	private void checkEnd(Child run, FaultyApi api, boolean mayStop, boolean hasRival) throws IOException {
		List<Call> calls = api.calls().stream().filter((call) -> call.run() == run.number()).toList();
		boolean refused = calls.stream().anyMatch((call) -> call.answer().meaning() == Meaning.STOP);
		boolean fits = switch (run.exitCode()) {
			case 0, 1 -> true;
			case 3 -> run.isSignalled() || mayStop;
			case 5 -> refused || mayStop;
			case Child.HELD -> hasRival && calls.isEmpty();
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

	private void audit(FaultyApi api, List<Child> together) throws IOException {
		boolean complete = together.stream().anyMatch(Child::isComplete);
		boolean disturbed = together.stream().anyMatch((run) -> run.isSignalled() || run.isKilled());
		if (!Files.exists(results())) {
			if (complete || !disturbed) {
				this.findings.add(together + " left no results");
			}
			return;
		}
		if (!complete && together.stream().anyMatch(Round::leavesNoResults)) {
			// Those of an earlier run, if any.
			return;
		}
		List<ResultRow> rows = ResultRow.read(results());
		Audit audit = Audit.of(this.demand, rows, api, this.runs, complete);
		audit.findings().forEach((finding) -> this.findings.add("after " + together + ": " + finding));
		boolean look = rows.stream()
			.anyMatch((row) -> List.of("REJECTED", "INVALID", "IN_DOUBT").contains(row.status()));
		if (together.stream().anyMatch((run) -> run.isComplete() && run.exitCode() != (look ? 1 : 0))) {
			this.findings.add(together + ": the exit code does not fit the results");
		}
		if (complete) {
			this.tally.add(audit);
		}
	}

	private static boolean leavesNoResults(Child run) {
		return run.isKilled() || (run.exitCode() != 3 && run.exitCode() != 5 && run.exitCode() != Child.HELD);
	}

	/** The same command again sends nothing and writes the same. */
	private void repeat(FaultyApi api) throws IOException, InterruptedException {
		this.demand = this.demand.repeated();
		String before = Files.readString(results());
		int calls = api.calls().size();
		Child run = newRun();
		start(run, api, Disturbance.NONE.window(), 0);
		run.await();
		if (api.calls().size() != calls || !Files.readString(results()).equals(before)) {
			this.findings.add(run + " of a finished campaign sent something or changed the results");
		}
	}

	private void writeFile() throws IOException {
		Files.writeString(this.folder.resolve("campaign.csv"), InputRow.csv(this.demand.input()));
		Files.writeString(this.folder.resolve("suppressed.csv"), InputRow.suppressed(this.demand.input()));
	}

	private Path results() {
		return this.folder.resolve("campaign-results.csv");
	}

	List<String> story() {
		return this.story;
	}

}
