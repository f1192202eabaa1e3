package io.bulksend.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The same figure from several runs.
 *
 * @param ascending at least one
 */
record Figures(double[] ascending) {

	static Figures of(Collection<Double> values) {
		if (values.isEmpty()) {
			throw new IllegalArgumentException("A figure needs at least one run");
		}
		return new Figures(values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
	}

	/** The one in the middle; between two, half way. */
	double median() {
		int half = this.ascending.length / 2;
		return (this.ascending.length % 2 == 1) ? this.ascending[half]
				: (this.ascending[half - 1] + this.ascending[half]) / 2;
	}

	double smallest() {
		return this.ascending[0];
	}

	double largest() {
		return this.ascending[this.ascending.length - 1];
	}

	/** The median, with so many decimals. */
	String median(int decimals) {
		return number(median(), decimals);
	}

	/** From the smallest to the largest, with so many decimals. */
	String spread(int decimals) {
		return number(smallest(), decimals) + "–" + number(largest(), decimals);
	}

	/** All of them, smallest first. */
	String all(int decimals) {
		return DoubleStream.of(this.ascending)
			.mapToObj((value) -> number(value, decimals))
			.collect(Collectors.joining(", "));
	}

	static String number(double value, int decimals) {
		return String.format(Locale.ROOT, "%,." + decimals + "f", value);
	}

}
