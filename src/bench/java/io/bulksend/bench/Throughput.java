package io.bulksend.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Sends the same campaign with every contender in turn, several times over.
 */
final class Throughput {

	private final Settings settings;

	private final Workshop workshop;

	private final Server server;

	private final List<Contender> contenders;

	private final Map<String, String> aftermaths;

	Throughput(Settings settings, Workshop workshop, Server server, List<Contender> contenders,
			Map<String, String> aftermaths) {
		this.settings = settings;
		this.workshop = workshop;
		this.server = server;
		this.contenders = contenders;
		this.aftermaths = aftermaths;
	}

	/**
	 * Measures.
	 * @return Markdown
	 * @throws TrialFailure if the product failed
	 */
	String measure(int rows) throws TrialFailure {
		List<Standing> standings = new ArrayList<>();
		this.contenders.stream()
			.filter((contender) -> rows <= contender.mostRows())
			.forEach((contender) -> standings.add(new Standing(contender, new ArrayList<>())));
		for (int repeat = 1; repeat <= this.settings.repeats(); repeat++) {
			for (Standing standing : List.copyOf(standings)) {
				try {
					Performance performance = send(standing.contender(), rows);
					standing.performances().add(performance);
					Benchmark.print(Figures.number(rows, 0) + " messages, " + repeat + " of " + this.settings.repeats()
							+ ": " + standing.contender().name() + " " + Figures.number(performance.perSecond(), 0)
							+ "/s");
				}
				catch (TrialFailure ex) {
					if (standing.contender().name().equals(Contenders.PRODUCT)) {
						throw ex;
					}
					Benchmark.print(standing.contender().name() + " is left out: " + ex.getMessage());
					standings.remove(standing);
				}
			}
		}
		return "## " + Figures.number(rows, 0) + " messages\n\n" + table(standings);
	}

	private Performance send(Contender contender, int rows) throws TrialFailure {
		Path folder = this.workshop.empty("trial");
		Path input = this.workshop.campaign(rows, folder);
		long before = this.server.messages();
		Performance performance = contender.send(new Trial(folder, input, rows, this.server.address()));
		long arrived = this.server.messages() - before;
		if (arrived < performance.messages() || contender instanceof ProgramContender && arrived > rows) {
			throw new TrialFailure(
					contender.name() + " sent " + arrived + " messages in place of " + performance.messages());
		}
		return performance;
	}

	private Table table(List<Standing> standings) {
		Standing product = standings.get(0);
		Standing limit = standings.stream()
			.filter((standing) -> standing.contender().name().equals("wrk"))
			.findFirst()
			.orElse(null);
		Table table = new Table("", "seconds", "messages/s", "from–to", "of wrk", "bulk-send is", "CPU s per 100,000",
				"peak, MB", "ledger bytes a row", "twice / lost", "machine");
		for (Standing each : standings) {
			table.add(each.contender().description(),
					(each == limit) ? "" : each.figures(Performance::seconds).median(2),
					each.figures(Performance::perSecond).median(0), each.figures(Performance::perSecond).spread(0),
					(limit == null) ? "" : each.ratio(limit).median(3),
					(each == product) ? "" : product.ratio(each).median(2) + " ×",
					known(each.figures(Performance::cpuSecondsPer100000), 2),
					known(each.figures(Performance::peakMegabytes), 0),
					known(each.figures(Performance::ledgerBytesPerRow), 0),
					this.aftermaths.getOrDefault(each.contender().name(), "no record"),
					Disturbance.worst(each.performances().stream().map(Performance::disturbance).toList()).toString());
		}
		return table;
	}

	private static String known(Figures figures, int decimals) {
		return (figures.median() > 0) ? figures.median(decimals) : "";
	}

	/**
	 * What a contender did.
	 *
	 * @param contender who
	 * @param performances one a repeat
	 */
	private record Standing(Contender contender, List<Performance> performances) {

		Figures figures(ToDoubleFunction<Performance> figure) {
			return Figures.of(this.performances.stream().map(figure::applyAsDouble).toList());
		}

		/** Speed against another's in the same repeat: the machine's mood cancels out. */
		Figures ratio(Standing other) {
			List<Double> ratios = new ArrayList<>();
			for (int i = 0; i < this.performances.size(); i++) {
				ratios.add(this.performances.get(i).perSecond() / other.performances.get(i).perSecond());
			}
			return Figures.of(ratios);
		}

	}

}
