package io.bulksend.results;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;

/**
 * Counts while results are written.
 */
final class ResultsTally {

	/** The API may make up codes; what is counted must not grow with the rows. */
	private static final int MOST_CODES = 100;

	private final Map<Status, Long> counts = new EnumMap<>(Status.class);

	private final TreeMap<String, Long> codes = new TreeMap<>();

	private long rows;

	void add(Outcome outcome) {
		this.rows++;
		this.counts.merge(outcome.status(), 1L, Long::sum);
		String code = outcome.errorCode();
		if (code != null) {
			boolean known = this.codes.containsKey(code) || this.codes.size() < MOST_CODES;
			this.codes.merge(known ? code : "other", 1L, Long::sum);
		}
	}

	ResultsSummary summary(long worthSendingAgain) {
		return new ResultsSummary(this.rows, this.counts, this.codes, worthSendingAgain);
	}

}
