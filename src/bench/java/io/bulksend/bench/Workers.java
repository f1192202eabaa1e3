package io.bulksend.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs and workers on one PostgreSQL: the rate that they share, how far they scale, and
 * what it costs to hand a row out.
 */
final class Workers {

	private static final int[] RATES = { 400, 2_000 };

	/** From here on a process needs seconds to become so fast. */
	private static final int HIGH_RATE = 1_000;

	private static final int COLD_SECONDS = 4;

	private static final int SECONDS = 240;

	private static final int LEAST_MILLIS = 150;

	private static final int MOST_MILLIS = 400;

	private static final int WORKERS = 3;

	private static final int FIXED_MILLIS = 100;

	private static final int CONCURRENCY = 64;

	private static final int SENDERS = 4;

	/** What the calls in flight of one process allow. */
	private static final int OF_ONE = CONCURRENCY * 1_000 / FIXED_MILLIS;

	private static final int SCALE_SECONDS = 12;

	private static final int FEW_ROWS = 5_000;

	private static final int MANY_ROWS = 35_000;

	private static final long SECOND = 1_000_000;

	private final Workshop workshop;

	private final Product product;

	Workers(Workshop workshop, Product product) {
		this.workshop = workshop;
		this.product = product;
	}

	/**
	 * Measures.
	 * @return Markdown
	 * @throws TrialFailure if a run failed
	 */
	String measure() throws TrialFailure {
		return rates() + "\n" + scale() + "\n" + cost();
	}

	private String rates() throws TrialFailure {
		Table table = new Table("rate asked for", "calls", "mean rate", "of it", "busiest second", "over, %",
				"lost when one was killed, calls");
		try (OwnServer server = OwnServer.start(LEAST_MILLIS, MOST_MILLIS);
				Crew crew = new Crew(this.workshop.empty("crew"), this.product, server)) {
			List<Crew.Member> workers = new ArrayList<>();
			for (int worker = 0; worker < WORKERS; worker++) {
				workers.add(crew.worker(RATES[RATES.length - 1] / 4));
			}
			server.calls();
			for (int rate : RATES) {
				int rows = rate * SECONDS / 2;
				long before = server.messages();
				List<Crew.Member> runs = List.of(crew.send(rows, rate, rate / 4), crew.send(rows, rate, rate / 4));
				while (server.messages() - before < rows) {
					LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
				}
				long killed = System.currentTimeMillis() * 1_000;
				workers.remove(0).kill();
				for (Crew.Member run : runs) {
					run.await();
				}
				workers.add(crew.worker(RATES[RATES.length - 1] / 4));
				CallTimes calls = server.calls();
				long end = calls.last() - 2 * SECOND;
				int over = calls.busiestSecond() - rate;
				long warm = calls.first() + ((rate > HIGH_RATE) ? COLD_SECONDS : 1) * SECOND;
				double steady = calls.between(warm, end) * (double) SECOND / (end - warm);
				long lost = rate * 5L - calls.between(killed, killed + 5 * SECOND);
				table.add(rate + "/s", Figures.number(calls.count(), 0), Figures.number(steady, 1),
						Figures.number(steady * 100 / rate, 2) + " %", String.valueOf(calls.busiestSecond()),
						Figures.number(over * 100.0 / rate, 1), String.valueOf(lost));
				Benchmark.print("Shared rate " + rate + "/s: " + Figures.number(steady, 1) + "/s, busiest second "
						+ calls.busiestSecond() + ", " + lost + " calls lost in the five seconds after a kill");
			}
		}
		return "## One rate of several\n\nTwo campaigns of one account, sent by two runs and " + WORKERS
				+ " workers, of which one is killed halfway. Each answer takes " + LEAST_MILLIS + " to " + MOST_MILLIS
				+ " ms; " + SECONDS + " seconds' worth of calls, of which the mean leaves out the first second (at "
				+ HIGH_RATE + "/s and above the first " + COLD_SECONDS + ") and the last two.\n\n" + table;
	}

	private String scale() throws TrialFailure {
		Table table = new Table("processes that send", "calls a second", "times one", "processor time of all, s");
		double one = 0;
		for (int senders = 1; senders <= SENDERS; senders++) {
			try (OwnServer server = OwnServer.start(FIXED_MILLIS, FIXED_MILLIS);
					Crew crew = new Crew(this.workshop.empty("crew"), this.product, server)) {
				for (int worker = 1; worker < senders; worker++) {
					crew.worker(CONCURRENCY);
				}
				server.calls();
				double cpu = Proc.busySeconds();
				crew.send(OF_ONE * SCALE_SECONDS * senders, 0, CONCURRENCY).await();
				cpu = Proc.busySeconds() - cpu;
				CallTimes calls = server.calls();
				long end = calls.last() - SECOND;
				double rate = calls.between(calls.first() + 2 * SECOND, end) * (double) SECOND
						/ (end - calls.first() - 2 * SECOND);
				one = (senders == 1) ? rate : one;
				table.add(String.valueOf(senders), Figures.number(rate, 0), Figures.number(rate / one, 2),
						Figures.number(cpu, 1));
				Benchmark.print(senders + " processes: " + Figures.number(rate, 0) + "/s, "
						+ Figures.number(rate / one, 2) + " times one, busy " + Figures.number(cpu, 1) + " s");
			}
		}
		return "## More processes\n\nThe first one is the run, the others are workers. Each answer takes "
				+ FIXED_MILLIS + " ms, each process has " + CONCURRENCY + " calls in flight, so that one can make "
				+ OF_ONE
				+ " a second; the mean leaves out the first two seconds and the last. The machine, PostgreSQL and the"
				+ " API's server are shared by all.\n\n" + table;
	}

	private String cost() throws TrialFailure {
		try (OwnServer server = OwnServer.start(1, 2);
				Crew crew = new Crew(this.workshop.empty("crew"), this.product, server)) {
			crew.worker(CONCURRENCY);
			crew.worker(CONCURRENCY);
			double few = cpuMicros(crew, FEW_ROWS);
			double many = cpuMicros(crew, MANY_ROWS);
			double row = (many - few) / (MANY_ROWS - FEW_ROWS);
			Benchmark.print("A row costs the run " + Figures.number(row, 1) + " µs");
			return "## What handing a row out costs\n\nThe run leaves the calls to two workers but for one at a time: "
					+ Figures.number(row, 1) + " µs of its processor time a row, reading, checking and results"
					+ " included (" + Figures.number(MANY_ROWS, 0) + " rows against " + Figures.number(FEW_ROWS, 0)
					+ ").\n";
		}
	}

	private static double cpuMicros(Crew crew, int rows) throws TrialFailure {
		return crew.send(rows, 0, 1).await().cpu().toNanos() / 1_000.0;
	}

}
