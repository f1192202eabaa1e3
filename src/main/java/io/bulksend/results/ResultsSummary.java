package io.bulksend.results;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.bulksend.campaign.Status;

/**
 * What the results say, in numbers.
 *
 * @param rows how many rows there are
 * @param counts how many rows have each status; a status without rows is absent
 * @param findings how many rows have each error code, by status, the commonest first
 * @param worthSendingAgain how many rows are worth correcting and sending again; they
 * have a file of their own
 */
public record ResultsSummary(long rows, Map<Status, Long> counts, List<Problem> findings, long worthSendingAgain) {

	public ResultsSummary {
		counts = Map.copyOf(counts);
		findings = findings.stream().sorted(Problem.ORDER).toList();
	}

	/**
	 * Rows that share an error code.
	 *
	 * @param status their status
	 * @param code the code
	 * @param count how many rows, at least 1
	 */
	public record Problem(Status status, String code, long count) {

		private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::status)
			.thenComparing(Problem::count, Comparator.reverseOrder())
			.thenComparing(Problem::code);

	}

	/**
	 * How many rows have each error code.
	 * @return the number of rows by code
	 */
	public SortedMap<String, Long> codes() {
		SortedMap<String, Long> codes = new TreeMap<>();
		this.findings.forEach((finding) -> codes.merge(finding.code(), finding.count(), Long::sum));
		return codes;
	}

	/**
	 * How many rows have a status.
	 * @param status the status
	 * @return the number of rows
	 */
	public long count(Status status) {
		return this.counts.getOrDefault(status, 0L);
	}

	/**
	 * Says whether a person should look at any row.
	 * @return whether any row was refused, invalid or is in doubt
	 */
	public boolean needsALook() {
		return this.counts.keySet().stream().anyMatch(Status::needsALook);
	}

}
