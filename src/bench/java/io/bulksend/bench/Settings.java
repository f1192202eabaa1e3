package io.bulksend.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to measure: system properties.
 *
 * @param rows bench.rows: the sizes of the campaigns, ascending
 * @param repeats bench.repeats: how often everything is measured
 * @param contenders bench.contenders: who takes part beside the product; empty for all
 * @param parts bench.parts: what is measured, of throughput, kill, https, rate, start,
 * resume, media, workers
 * @param modules bench.modules: the folder where npm puts what the peers on Node need
 */
record Settings(List<Integer> rows, int repeats, List<String> contenders, List<String> parts, Path modules) {

	static Settings read() {
		return new Settings(
				list("bench.rows", "10000,20000,100000,1000000").stream().map(Integer::valueOf).sorted().toList(),
				Integer.getInteger("bench.repeats", 3), list("bench.contenders", ""),
				list("bench.parts", "throughput,kill,https,rate,start,resume,media,workers"),
				Path.of(System.getProperty("bench.modules", "target/bench-node")).toAbsolutePath());
	}

	private static List<String> list(String name, String otherwise) {
		return Stream.of(System.getProperty(name, otherwise).split(","))
			.map(String::strip)
			.filter((each) -> !each.isEmpty())
			.toList();
	}

	boolean takesPart(String contender) {
		return this.contenders.isEmpty() || this.contenders.contains(contender);
	}

	boolean measures(String part) {
		return this.parts.contains(part);
	}

	/** The largest campaign. */
	int mostRows() {
		return this.rows.get(this.rows.size() - 1);
	}

}
