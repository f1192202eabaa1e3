package io.bulksend.results;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.DeliveryFunnel;
import io.bulksend.report.ReportCounts;
import io.bulksend.report.ReportCounts.FailureCount;

/**
 * What the results say, in numbers.
 *
 * @param rows how many rows there are
 * @param counts how many rows have each status; a status without rows is absent
 * @param findings how many rows have each error code, by status, the commonest first
 * @param worthSendingAgain how many rows are worth correcting and sending again; they
 * have a file of their own
 * @param deliveries how far the messages have come, by their receipts
 * @param failures why some were not delivered, the commonest reason first
 */
public record ResultsSummary(long rows, Map<Status, Long> counts, List<CodeCount> findings, long worthSendingAgain,
		DeliveryFunnel deliveries, List<FailureCount> failures) {

	public ResultsSummary {
		counts = Map.copyOf(counts);
		findings = List.copyOf(findings);
		failures = List.copyOf(failures);
	}

	static ResultsSummary of(ReportCounts rows, long worthSendingAgain) {
		Map<Status, Long> counts = new EnumMap<>(Status.class);
		rows.groups().forEach((group) -> counts.merge(group.status(), group.count(), Long::sum));
		List<CodeCount> coded = rows.groups().stream().filter((group) -> group.code() != null).toList();
		return new ResultsSummary(rows.rows(), counts, coded, worthSendingAgain, rows.funnel(), rows.failures());
	}

	/**
	 * How many rows have each error code.
	 * @return the number of rows by code
	 */
	public SortedMap<String, Long> codes() {
		SortedMap<String, Long> codes = new TreeMap<>();
		this.findings
			.forEach((finding) -> codes.merge(Objects.requireNonNull(finding.code()), finding.count(), Long::sum));
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
