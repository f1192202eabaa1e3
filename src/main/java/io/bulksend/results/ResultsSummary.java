package io.bulksend.results;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.bulksend.campaign.Status;

/**
 * What the results say, in numbers.
 *
 * @param rows how many rows there are
 * @param counts how many rows have each status; a status without rows is absent
 * @param codes how many rows have each error code, by code
 * @param worthSendingAgain how many rows are worth correcting and sending again; they
 * have a file of their own
 */
public record ResultsSummary(long rows, Map<Status, Long> counts, SortedMap<String, Long> codes,
		long worthSendingAgain) {

	public ResultsSummary {
		counts = Map.copyOf(counts);
		codes = Collections.unmodifiableSortedMap(new TreeMap<>(codes));
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
