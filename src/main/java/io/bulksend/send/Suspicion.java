package io.bulksend.send;

/**
 * Tells a limit of the API from a refusal now and then: each refusal adds to it, and each
 * call that was taken makes up for as many as are usual (a cumulative sum test, after
 * Page). Below the usual share of refusals it stays near nothing; above it grows the
 * faster the more are refused, so that a door that is shut is noticed after a few calls.
 * <p>
 * Arithmetic alone. Not for use by several threads.
 */
final class Suspicion {

	/** What a refusal is worth besides those that are usual. */
	private static final double ROUNDING = 0.4;

	private double sum;

	private int taken;

	private int refused;

	void taken(double usual) {
		this.sum = Math.max(0, this.sum - usual);
		if (this.sum == 0) {
			clear();
		}
		else {
			this.taken++;
		}
	}

	void refused(double usual) {
		this.sum += 1 - usual;
		this.refused++;
	}

	/** Whether no refusal counts at the moment. */
	boolean isClear() {
		return this.refused == 0;
	}

	/** Whether it amounts to so many refusals in a row. */
	boolean reaches(int refusals) {
		return this.sum > refusals - ROUNDING;
	}

	/** The part of the calls that was taken since the first refusal that counts. */
	double takenPart() {
		return (this.refused == 0) ? 1 : (double) this.taken / (this.taken + this.refused);
	}

	void clear() {
		this.sum = 0;
		this.taken = 0;
		this.refused = 0;
	}

}
