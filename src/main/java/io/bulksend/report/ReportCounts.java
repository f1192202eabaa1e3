package io.bulksend.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;

/**
 * How many rows there are of each status and code.
 */
final class ReportCounts {

	/** The API may make up codes; what is counted must not grow with the rows. */
	private static final int MOST_CODES = 100;

	private static final String OTHERS = "other codes";

	private final Map<Status, TreeMap<String, Long>> codes = new EnumMap<>(Status.class);

	private long rows;

	/**
	 * A status and a code, and how often they came together.
	 *
	 * @param status the status
	 * @param code the code, empty for none
	 * @param rows how many rows have both
	 */
	record Group(Status status, String code, long rows) {
	}

	void add(Outcome outcome) {
		this.rows++;
		Map<String, Long> group = this.codes.computeIfAbsent(outcome.status(), (status) -> new TreeMap<>());
		String code = (outcome.errorCode() != null) ? outcome.errorCode() : "";
		boolean known = group.containsKey(code) || group.size() < MOST_CODES;
		group.merge(known ? code : OTHERS, 1L, Long::sum);
	}

	long rows() {
		return this.rows;
	}

	long of(Status status) {
		return this.codes.getOrDefault(status, new TreeMap<>()).values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * All groups, in the order of the statuses, the largest of each first.
	 */
	List<Group> groups() {
		return this.codes.entrySet()
			.stream()
			.flatMap((status) -> status.getValue()
				.entrySet()
				.stream()
				.map((code) -> new Group(status.getKey(), code.getKey(), code.getValue()))
				.sorted((one, other) -> Long.compare(other.rows(), one.rows())))
			.toList();
	}

}
