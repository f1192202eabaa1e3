package io.bulksend.progress;

import java.util.Optional;

import io.bulksend.progress.RunProgress.Standing;

/**
 * Notices when the API has the run go slower than was asked for, and when it goes as fast
 * again. Not for use by several threads.
 */
public final class PaceWatch {

	/** Smaller changes are those of finding the rate. */
	private static final double LOWER = 0.99;

	/** The rate that was allowed last; 0 while it is what was asked for. */
	private double allowed;

	/**
	 * Looks at it.
	 * @param standing how the campaign stands now
	 * @return what to tell of it, in a sentence without its end; empty where nothing has
	 * changed since the last look
	 */
	public Optional<String> look(Standing standing) {
		double now = standing.run().rate();
		boolean slowed = now > 0 && (standing.rate() == 0 || now < standing.rate());
		double before = this.allowed;
		this.allowed = slowed ? now : 0;
		if (slowed && (before == 0 || now < before * LOWER)) {
			return Optional.of("Slowed to " + number(now) + "/s: the API asked for fewer calls");
		}
		if (!slowed && before > 0) {
			return Optional.of((standing.rate() == 0) ? "No longer slowed: the API takes as many calls as there are"
					: "Back at " + number(standing.rate()) + "/s: the API takes as many calls again");
		}
		return Optional.empty();
	}

	private static String number(double rate) {
		return (rate < 10 && rate != Math.rint(rate)) ? "%.1f".formatted(rate) : "%,d".formatted(Math.round(rate));
	}

}
