package io.bulksend.check;

import java.util.Optional;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;

/**
 * How many of a file's rows may be INVALID for the others to be sent. Where most are, the
 * file is read the wrong way or is another one than was meant, and the rest is so too.
 *
 * @param percent the largest share, 100 for any
 */
public record InvalidShare(double percent) {

	private static final double ALL = 100;

	public InvalidShare {
		if (!(percent >= 0 && percent <= ALL)) {
			throw new IllegalArgumentException("max-invalid must be a share from 0 to 100 percent, but is " + percent);
		}
	}

	/**
	 * Says why nothing is sent.
	 * @param summary what the file's preflight found
	 * @return the reason in sentences, or empty where the others may be sent
	 */
	public Optional<String> refusal(Preflight.Summary summary) {
		long invalid = summary.counts().getOrDefault(Status.INVALID, 0L);
		if (invalid * ALL <= this.percent * summary.rows()) {
			return Optional.empty();
		}
		String limit = (this.percent == Math.rint(this.percent)) ? String.valueOf((long) this.percent)
				: String.valueOf(this.percent);
		return Optional
			.of("%,d of the file's %,d rows %s INVALID, more than the %s %% that --max-invalid allows, so nothing is sent%s."
				.formatted(invalid, summary.rows(), (invalid == 1) ? "is" : "are", limit,
						example(summary.firstInvalid()))
					+ " Correct the file, or what says how it is read (--column, --country, the default"
					+ " source); to send the other rows all the same, give a larger --max-invalid");
	}

	private static String example(Optional<Preflight.Broken> first) {
		return first
			.map((row) -> "; the first is line %d, %s: %s".formatted(row.line(), row.outcome().errorCode(),
					withoutEnd(row.outcome())))
			.orElse("");
	}

	private static String withoutEnd(Outcome outcome) {
		String reason = String.valueOf(outcome.errorMessage());
		return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
	}

}
