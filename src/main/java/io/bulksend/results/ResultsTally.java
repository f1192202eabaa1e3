package io.bulksend.results;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.results.ResultsSummary.Problem;

/**
 * Counts while results are written.
 */
final class ResultsTally {

	/** The API may make up codes; what is counted must not grow with the rows. */
	private static final int MOST_CODES = 100;

	private final Map<Status, Long> counts = new EnumMap<>(Status.class);

	private final Map<Group, Long> groups = new HashMap<>();

	private long rows;

	void add(Outcome outcome) {
		this.rows++;
		this.counts.merge(outcome.status(), 1L, Long::sum);
		String code = outcome.errorCode();
		if (code != null) {
			Group group = new Group(outcome.status(), code);
			boolean known = this.groups.containsKey(group) || this.groups.size() < MOST_CODES;
			this.groups.merge(known ? group : new Group(outcome.status(), "other"), 1L, Long::sum);
		}
	}

	ResultsSummary summary(long worthSendingAgain) {
		List<Problem> findings = new ArrayList<>();
		this.groups.forEach((group, count) -> findings.add(new Problem(group.status(), group.code(), count)));
		return new ResultsSummary(this.rows, this.counts, findings, worthSendingAgain);
	}

	private record Group(Status status, String code) {
	}

}
