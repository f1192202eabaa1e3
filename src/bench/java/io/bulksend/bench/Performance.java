package io.bulksend.bench;

/**
 * What a contender did in one trial.
 *
 * @param messages how many it sent
 * @param seconds from its start to its end
 * @param perSecond messages a second
 * @param cpuSeconds of it and its descendants; not a number where the system does not
 * tell
 * @param peakBytes the sum of its processes' peaks; 0 where the system does not tell
 * @param ledgerBytes what its database takes; 0 for none
 * @param disturbance how much of the machine others had meanwhile
 */
record Performance(long messages, double seconds, double perSecond, double cpuSeconds, long peakBytes, long ledgerBytes,
		Disturbance disturbance) {

	double cpuSecondsPer100000() {
		return this.cpuSeconds * 100_000 / this.messages;
	}

	double ledgerBytesPerRow() {
		return (double) this.ledgerBytes / this.messages;
	}

	double peakMegabytes() {
		return this.peakBytes / 1_000_000.0;
	}

}
