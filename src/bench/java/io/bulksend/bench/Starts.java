package io.bulksend.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long it takes from the command to its first message, or to its answer.
 */
final class Starts {

	private static final int REPEATS = 7;

	private final Workshop workshop;

	private final Path jar;

	Starts(Workshop workshop, Path jar) {
		this.workshop = workshop;
		this.jar = jar;
	}

	/**
	 * Measures.
	 * @param repeats how often a program is started for the very first time
	 * @return Markdown
	 * @throws TrialFailure if a run failed
	 */
	String measure(int repeats) throws TrialFailure {
		List<Double> veryFirst = new ArrayList<>();
		List<Double> first = new ArrayList<>();
		List<Double> help = new ArrayList<>();
		List<Double> version = new ArrayList<>();
		try (OwnServer server = OwnServer.start(0, 0)) {
			for (int i = 0; i < repeats; i++) {
				Product fresh = this.workshop.install(this.jar, "start-" + i);
				veryFirst.add(firstMessage(fresh, server));
				fresh.awaitArchive();
			}
			Product product = new Product(this.workshop.folder().resolve("start-0"));
			for (int i = 0; i < REPEATS; i++) {
				first.add(firstMessage(product, server));
				help.add(answer(product, "--help"));
				version.add(answer(product, "--version"));
			}
		}
		Table table = new Table("seconds from the command", "median", "all");
		add(table, "to the first message, the very first run", veryFirst);
		add(table, "to the first message, later runs", first);
		add(table, "to the end of `--help`", help);
		add(table, "to the end of `--version`", version);
		return "## Start\n\nOne message, an empty ledger.\n\n" + table;
	}

	private double firstMessage(Product product, OwnServer server) throws TrialFailure {
		Path folder = this.workshop.empty("trial");
		Path input = this.workshop.campaign(1, folder);
		return firstMessage(product.send(input, folder.resolve("data"), 0), folder, server);
	}

	/**
	 * The time from a command to its first message.
	 * @return seconds
	 * @throws TrialFailure if it failed, or sent nothing
	 */
	static double firstMessage(List<String> command, Path folder, OwnServer server) throws TrialFailure {
		MeteredProcess process = MeteredProcess.run(command, folder, Product.environment(server.address()));
		CallTimes calls = server.calls();
		if (calls.count() == 0) {
			throw new TrialFailure("Nothing was sent: " + process.complaint());
		}
		return (calls.first() - process.startedMicros()) / 1e6;
	}

	private double answer(Product product, String option) throws TrialFailure {
		MeteredProcess process = MeteredProcess.run(product.command(option), this.workshop.empty("trial"), Map.of());
		if (process.exitCode() != 0) {
			throw new TrialFailure(option + " failed: " + process.complaint());
		}
		return process.seconds();
	}

	private static void add(Table table, String what, List<Double> seconds) {
		Figures figures = Figures.of(seconds);
		table.add(what, figures.median(2), figures.all(2));
		Benchmark.print("Seconds " + what + ": " + figures.median(2));
	}

}
