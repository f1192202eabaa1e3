package io.bulksend.bench;

import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a server saw of a campaign whose sender was killed, and went on.
 *
 * @param twice how many rows came more than once
 * @param lost how many never came, and nobody said that they might not have
 * @param inDoubt how many the sender told of that may have come or not
 */
record Aftermath(int twice, int lost, int inDoubt) {

	/**
	 * Compares.
	 * @param rows how many rows there were, numbered from 0
	 * @param came how often each came
	 * @param inDoubt those that the sender told of
	 */
	static Aftermath of(int rows, Map<Integer, Integer> came, Set<Integer> inDoubt) {
		int twice = (int) came.values().stream().filter((times) -> times > 1).count();
		int lost = (int) IntStream.range(0, rows)
			.filter((row) -> !came.containsKey(row) && !inDoubt.contains(row))
			.count();
		return new Aftermath(twice, lost, inDoubt.size());
	}

	/** For the table. */
	@Override
	public String toString() {
		return this.twice + " / " + this.lost + ((this.inDoubt > 0) ? ", " + this.inDoubt + " in doubt" : "");
	}

}
