package io.bulksend.media;

import java.time.Duration;

/**
 * How files are uploaded.
 *
 * @param rate uploads a second at the most; 0 for no limit
 * @param keep how long an id is used
 * @param giveUpAfter how long to go on trying while the API can't be reached, or asks to
 * wait
 */
public record UploadSettings(double rate, Duration keep, Duration giveUpAfter) {

	/** Uploads under way at the most: enough for the rate at a usual latency. */
	public static final int CONCURRENCY = 64;

	private static final Duration LONGEST_KEPT = Duration.ofDays(29);

	public UploadSettings {
		if (!(rate >= 0 && rate <= 100_000)) {
			throw new IllegalArgumentException(
					"media.rate must be a number of uploads a second from 0 (no limit) to 100000, but is " + rate);
		}
		if (keep.isNegative() || keep.compareTo(LONGEST_KEPT) > 0) {
			throw new IllegalArgumentException("media.keep must be a duration such as 12h or 7d, 29d at the most");
		}
	}

}
