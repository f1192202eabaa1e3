package io.bulksend.bench;

import java.nio.file.Path;

/**
 * How well a rate is kept and reached, by the server's own record.
 */
final class Rates {

	private static final int[] RATES = { 50, 400, 2000 };

	private static final int SECONDS = 120;

	private static final int LEAST_MILLIS = 150;

	private static final int MOST_MILLIS = 400;

	/** The default of the product. */
	private static final int CONCURRENCY = 64;

	private final Workshop workshop;

	private final Product product;

	Rates(Workshop workshop, Product product) {
		this.workshop = workshop;
		this.product = product;
	}

	/**
	 * Measures.
	 * @return Markdown
	 * @throws TrialFailure if a run failed
	 */
	String measure() throws TrialFailure {
		Table table = new Table("rate asked for", "concurrency", "calls", "mean rate", "of it", "busiest second",
				"over, calls", "over, %", "machine");
		try (OwnServer server = OwnServer.start(LEAST_MILLIS, MOST_MILLIS)) {
			for (int rate : RATES) {
				int concurrency = Math.max(CONCURRENCY, rate / 2);
				Watch machine = Watch.begin();
				CallTimes calls = calls(server, rate, concurrency);
				Disturbance disturbance = machine.end();
				int over = calls.busiestSecond() - rate;
				table.add(rate + "/s", String.valueOf(concurrency), Figures.number(calls.count(), 0),
						Figures.number(calls.rate(), 2), Figures.number(calls.rate() * 100 / rate, 2) + " %",
						String.valueOf(calls.busiestSecond()), String.valueOf(over),
						Figures.number(over * 100.0 / rate, 1), disturbance.toString());
				Benchmark.print("Rate " + rate + "/s: " + Figures.number(calls.rate(), 2) + "/s, busiest second "
						+ calls.busiestSecond());
			}
		}
		return "## Rate\n\nEach answer takes " + LEAST_MILLIS + " to " + MOST_MILLIS + " ms; " + SECONDS
				+ " seconds' worth of calls, from the first one on.\n\n" + table;
	}

	private CallTimes calls(OwnServer server, int rate, int concurrency) throws TrialFailure {
		Path folder = this.workshop.empty("trial");
		Path input = this.workshop.campaign(rate * SECONDS, folder);
		MeteredProcess process = MeteredProcess.run(
				this.product.send(input, folder.resolve("data"), rate, "--concurrency", String.valueOf(concurrency)),
				folder, Product.environment(server.address()));
		if (process.exitCode() != 0) {
			throw new TrialFailure("The run at " + rate + "/s failed: " + process.complaint());
		}
		return server.calls();
	}

}
