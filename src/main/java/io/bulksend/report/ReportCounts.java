package io.bulksend.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.bulksend.campaign.Delivery;
import io.bulksend.campaign.DeliveryStatus;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;

/**
 * How many rows there are of each status and code, and how far messages have come.
 */
final class ReportCounts {

	/** The API may make up codes; what is counted must not grow with the rows. */
	private static final int MOST_CODES = 100;

	private static final String OTHERS = "other codes";

	private final Map<Status, TreeMap<String, Long>> codes = new EnumMap<>(Status.class);

	private final Map<DeliveryStatus, Long> deliveries = new EnumMap<>(DeliveryStatus.class);

	private long rows;

	private long accepted;

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
		if (outcome.status() == Status.ACCEPTED) {
			this.accepted++;
			return;
		}
		Map<String, Long> group = this.codes.computeIfAbsent(outcome.status(), (status) -> new TreeMap<>());
		String code = (outcome.errorCode() != null) ? outcome.errorCode() : "";
		boolean known = group.containsKey(code) || group.size() < MOST_CODES;
		group.merge(known ? code : OTHERS, 1L, Long::sum);
	}

	long rows() {
		return this.rows;
	}

	long of(Status status) {
		if (status == Status.ACCEPTED) {
			return this.accepted;
		}
		return this.codes.getOrDefault(status, new TreeMap<>()).values().stream().mapToLong(Long::longValue).sum();
	}

	void add(Delivery delivery) {
		this.deliveries.merge(delivery.status(), 1L, Long::sum);
	}

	/**
	 * How many messages have come how far, by their receipts; empty where there are none.
	 */
	Map<DeliveryStatus, Long> deliveries() {
		return Collections.unmodifiableMap(this.deliveries);
	}

	/**
	 * How many messages were accepted and then not delivered.
	 */
	long undelivered() {
		return this.deliveries.getOrDefault(DeliveryStatus.FAILED, 0L);
	}

	/**
	 * All groups, in the order of the statuses, the largest of each first.
	 */
	List<Group> groups() {
		Stream<Group> accepted = Stream.of(new Group(Status.ACCEPTED, "", this.accepted))
			.filter((group) -> group.rows() > 0);
		return Stream
			.concat(accepted,
					this.codes.entrySet()
						.stream()
						.flatMap((status) -> status.getValue()
							.entrySet()
							.stream()
							.map((code) -> new Group(status.getKey(), code.getKey(), code.getValue()))
							.sorted((one, other) -> Long.compare(other.rows(), one.rows()))))
			.toList();
	}

}
