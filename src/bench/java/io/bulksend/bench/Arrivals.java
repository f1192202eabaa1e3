package io.bulksend.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * When requests came, in microseconds since the epoch.
 */
final class Arrivals {

	private long[] micros = new long[1024];

	private int size;

	private long count;

	/** One comes now. */
	void add() {
		if (this.size == this.micros.length) {
			this.micros = Arrays.copyOf(this.micros, this.size * 2);
		}
		this.micros[this.size++] = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
		this.count++;
	}

	/** How many came ever. */
	long count() {
		return this.count;
	}

	/** When each came, one a line; forgets them. */
	String take() {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < this.size; i++) {
			text.append(this.micros[i]).append('\n');
		}
		this.size = 0;
		return text.toString();
	}

}
