package io.bulksend.bench;

import java.util.Arrays;

/**
 * How often each row of a campaign came.
 */
final class Orders {

	private int[] times = new int[1024];

	/**
	 * A row comes.
	 * @param order its number; negative if it has none
	 */
	void add(int order) {
		if (order < 0) {
			return;
		}
		if (order >= this.times.length) {
			this.times = Arrays.copyOf(this.times, Math.max(order + 1, this.times.length * 2));
		}
		this.times[order]++;
	}

	/** Those that came: a number and how often, a line each. */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (int order = 0; order < this.times.length; order++) {
			if (this.times[order] > 0) {
				text.append(order).append(' ').append(this.times[order]).append('\n');
			}
		}
		return text.toString();
	}

}
