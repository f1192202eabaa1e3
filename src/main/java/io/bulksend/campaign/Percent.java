package io.bulksend.campaign;

/**
 * A part of a whole, to a tenth of a percent.
 */
public final class Percent {

	private static final int ALL = 1_000;

	private Percent() {
	}

	/**
	 * The part in tenths of a percent, rounded; but never all where something is missing.
	 * @param part how much it is
	 * @param whole of how much
	 * @return a number from 0 to 1,000; 0 of nothing
	 */
	public static long tenths(long part, long whole) {
		if (whole == 0) {
			return 0;
		}
		return (part < whole) ? Math.min(ALL - 1, (part * ALL + whole / 2) / whole) : ALL;
	}

}
