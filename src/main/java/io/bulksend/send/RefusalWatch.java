package io.bulksend.send;

import org.jspecify.annotations.Nullable;

/**
 * Says whether refusals mean that the API has a limit, and which rate it took without.
 * How many it takes to say so depends on whether a rate was found before, and how far
 * from it the calls are.
 * <p>
 * Arithmetic alone, on a clock that is handed in. Not for use by several threads.
 */
final class RefusalWatch {

	/** Part of the calls that may be refused without a limit being the reason. */
	private static final double USUAL = 0.025;

	/** The same while the rate is one that was found by refusals. */
	private static final double USUAL_AT_CEILING = 0.08;

	private static final int REFUSALS = 4;

	private static final int REFUSALS_AT_CEILING = 8;

	private static final int REFUSALS_BEYOND = 3;

	/** Where none was refused at the ceiling. */
	private static final int REFUSALS_BEYOND_QUIET = 2;

	private static final int MANY = 30;

	private static final int SOME = 10;

	/** How far a rate that was taken for a while is raised at once. */
	private static final double STEP = 1.03;

	private final Suspicion suspicion = new Suspicion();

	private int takenAtCeiling;

	private int refusedAtCeiling;

	private double rateAtFirst;

	/**
	 * A call was taken.
	 * @param startedAt when it started
	 * @param limited whether the rate is one that was found by refusals
	 * @param recovery how the rate goes on, or {@code null} where it does not change
	 */
	void taken(long startedAt, boolean limited, @Nullable Recovery recovery) {
		if (recovery != null && recovery.isHeld(startedAt)) {
			this.takenAtCeiling++;
		}
		this.suspicion.taken(usual(startedAt, limited, recovery));
	}

	/**
	 * A call came too fast.
	 * @param startedAt when it started
	 * @param limited as above
	 * @param recovery as above
	 * @param rate the rate now
	 * @return whether there is a limit
	 */
	boolean refused(long startedAt, boolean limited, @Nullable Recovery recovery, double rate) {
		if (recovery != null && recovery.isHeld(startedAt)) {
			this.refusedAtCeiling++;
		}
		if (this.suspicion.isClear()) {
			this.rateAtFirst = rate;
		}
		this.suspicion.refused(usual(startedAt, limited, recovery));
		return this.suspicion.reaches(refusals(startedAt, recovery));
	}

	/** The part of the calls that was taken since the first refusal that counts. */
	double takenPart() {
		return this.suspicion.takenPart();
	}

	/**
	 * A rate that was taken for a while, or a little more where the first refusal came
	 * beyond it.
	 * @param ceiling the rate that was kept
	 * @return calls a second; 0 where it was not kept for long enough
	 */
	double good(double ceiling) {
		int calls = this.takenAtCeiling + this.refusedAtCeiling;
		if (calls < SOME) {
			return 0;
		}
		double most = Math.min(STEP * ceiling, Math.max(ceiling, 0.98 * this.rateAtFirst));
		return most * this.takenAtCeiling / calls;
	}

	/** Calls from now on are made at another rate. */
	void clear() {
		this.suspicion.clear();
		this.takenAtCeiling = 0;
		this.refusedAtCeiling = 0;
	}

	private double usual(long startedAt, boolean limited, @Nullable Recovery recovery) {
		if (limited && (recovery == null || !recovery.isFarBeyond(startedAt))) {
			return USUAL_AT_CEILING;
		}
		int calls = this.takenAtCeiling + this.refusedAtCeiling;
		// What was refused at the ceiling as well has another reason.
		return (calls >= MANY) ? USUAL + 1.5 * this.refusedAtCeiling / calls : USUAL;
	}

	private int refusals(long startedAt, @Nullable Recovery recovery) {
		if (recovery == null) {
			return REFUSALS;
		}
		if (recovery.isBeyond(startedAt)) {
			return (this.refusedAtCeiling == 0 && this.takenAtCeiling >= MANY) ? REFUSALS_BEYOND_QUIET
					: REFUSALS_BEYOND;
		}
		return recovery.isHeld(startedAt) ? REFUSALS_AT_CEILING : REFUSALS;
	}

}
