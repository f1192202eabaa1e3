package io.bulksend.bench;

import java.util.List;

/**
 * How much of the machine was not the benchmark's while something was measured.
 *
 * @param foreign the share that other processes used, of all there was; not a number
 * where nothing is known
 * @param stolen the share that a hypervisor gave to others
 */
record Disturbance(double foreign, double stolen) {

	/** Where the system does not tell. */
	static final Disturbance UNKNOWN = new Disturbance(Double.NaN, Double.NaN);

	private static final double MOST_FOREIGN = 0.05;

	private static final double MOST_STOLEN = 0.02;

	/**
	 * Between two looks at the machine.
	 * @param own what the benchmark's processes used meanwhile, in ticks
	 */
	static Disturbance between(ProcessorTimes before, ProcessorTimes after, long own) {
		long all = after.all() - before.all();
		if (all <= 0) {
			return UNKNOWN;
		}
		long foreign = Math.max(0, after.busy() - before.busy() - own);
		return new Disturbance((double) foreign / all, (double) (after.stolen() - before.stolen()) / all);
	}

	/** The worst of several: one loud neighbour spoils a median of three. */
	static Disturbance worst(List<Disturbance> several) {
		return several.stream().reduce(new Disturbance(0, 0), Disturbance::or);
	}

	private Disturbance or(Disturbance other) {
		return new Disturbance(Math.max(this.foreign, other.foreign), Math.max(this.stolen, other.stolen));
	}

	boolean isKnown() {
		return !Double.isNaN(this.foreign);
	}

	boolean isQuiet() {
		return isKnown() && this.foreign <= MOST_FOREIGN && this.stolen <= MOST_STOLEN;
	}

	/** For the table. */
	@Override
	public String toString() {
		if (!isKnown()) {
			return "unknown";
		}
		if (isQuiet()) {
			return "quiet";
		}
		return "**means nothing**: " + Figures.number(this.foreign * 100, 0) + " % foreign, "
				+ Figures.number(this.stolen * 100, 0) + " % stolen";
	}

}
