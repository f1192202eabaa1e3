package io.bulksend.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a run that goes on near the end of a large campaign takes to its first
 * message, beside a fresh one.
 */
final class Resume {

	private static final int MOST_ROWS = 1_000_000;

	private final Settings settings;

	private final Workshop workshop;

	private final Server server;

	private final Product product;

	Resume(Settings settings, Workshop workshop, Server server, Product product) {
		this.settings = settings;
		this.workshop = workshop;
		this.server = server;
		this.product = product;
	}

	/**
	 * Measures.
	 * @return Markdown
	 * @throws TrialFailure if a run failed
	 */
	String measure() throws TrialFailure {
		int rows = Math.min(MOST_ROWS, this.settings.mostRows());
		Path folder = this.workshop.empty("resume");
		Path input = this.workshop.campaign(rows, folder);
		long before = this.server.messages();
		int sent = rows / 10 * 9;
		MeteredProcess process = MeteredProcess.run(
				this.product.send(input, folder.resolve("data"), 0, "--limit", String.valueOf(sent)), folder,
				Product.environment(this.server.address()));
		if (this.server.messages() - before != sent) {
			throw new TrialFailure("The run up to " + sent + " messages failed: " + process.complaint());
		}
		List<Double> fresh = new ArrayList<>();
		List<Double> resumed = new ArrayList<>();
		List<Double> more = new ArrayList<>();
		try (OwnServer recorder = OwnServer.start(0, 0)) {
			for (int i = 0; i < this.settings.repeats(); i++) {
				fresh.add(firstMessage(input, this.workshop.empty("fresh"), folder, recorder));
				resumed.add(firstMessage(input, folder.resolve("data"), folder, recorder));
				more.add(resumed.get(i) - fresh.get(i));
			}
		}
		Table table = new Table("seconds from the command to the first message", "median", "all");
		add(table, "fresh", fresh);
		add(table, "resumed", resumed);
		add(table, "more", more);
		return "## Resuming at 90 % of " + Figures.number(rows, 0) + " rows\n\n" + table;
	}

	private double firstMessage(Path input, Path data, Path folder, OwnServer recorder) throws TrialFailure {
		return Starts.firstMessage(this.product.send(input, data, 0, "--limit", "1"), folder, recorder);
	}

	private static void add(Table table, String what, List<Double> seconds) {
		Figures figures = Figures.of(seconds);
		table.add(what, figures.median(2), figures.all(2));
		Benchmark.print("First message, " + what + ": " + figures.median(2) + " s");
	}

}
