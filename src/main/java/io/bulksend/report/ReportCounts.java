package io.bulksend.report;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.MaskedNumbers;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.Delivery;
import io.bulksend.campaign.delivery.DeliveryFunnel;
import io.bulksend.campaign.delivery.DeliveryStatus;

/**
 * How many rows there are of each status and code, and how far messages have come.
 */
public final class ReportCounts {

	/** The API may make up codes; what is counted must not grow with the rows. */
	private static final int MOST_CODES = 100;

	private static final String OTHERS = "other";

	/** What stands for no code at all. */
	private static final String NONE = "";

	private final Map<Status, TreeMap<String, Long>> codes = new EnumMap<>(Status.class);

	private final Map<DeliveryStatus, Long> deliveries = new EnumMap<>(DeliveryStatus.class);

	private final Map<String, Long> failures = new TreeMap<>();

	private long rows;

	/**
	 * How many messages were not delivered for one reason.
	 *
	 * @param reason the reason that was given, empty where none was
	 * @param count how many, at least 1
	 */
	public record FailureCount(String reason, long count) {
	}

	void add(Outcome outcome) {
		this.rows++;
		Map<String, Long> group = this.codes.computeIfAbsent(outcome.status(), (status) -> new TreeMap<>());
		String code = (outcome.errorCode() != null) ? outcome.errorCode() : NONE;
		boolean known = code.isEmpty() || group.containsKey(code) || group.size() < MOST_CODES;
		group.merge(known ? code : OTHERS, 1L, Long::sum);
	}

	/**
	 * How many rows there are.
	 * @return the number of all rows
	 */
	public long rows() {
		return this.rows;
	}

	/**
	 * How many rows have a status.
	 * @param status any status
	 * @return the number of rows
	 */
	public long of(Status status) {
		return this.codes.getOrDefault(status, new TreeMap<>()).values().stream().mapToLong(Long::longValue).sum();
	}

	void add(Delivery delivery) {
		this.deliveries.merge(delivery.status(), 1L, Long::sum);
		if (delivery.status() == DeliveryStatus.FAILED) {
			String reason = (delivery.remark() != null) ? MaskedNumbers.in(delivery.remark()) : NONE;
			boolean known = this.failures.containsKey(reason) || this.failures.size() < MOST_CODES;
			this.failures.merge(known ? reason : OTHERS, 1L, Long::sum);
		}
	}

	/**
	 * How many messages have come how far, by their receipts.
	 * @return the numbers, each with all that went further
	 */
	public DeliveryFunnel funnel() {
		return DeliveryFunnel.of(of(Status.ACCEPTED), this.deliveries);
	}

	/**
	 * Why messages were not delivered, without people's numbers; the commonest first.
	 * Reasons beyond the first hundred count as one, "other".
	 * @return the reasons; immutable
	 */
	public List<FailureCount> failures() {
		return this.failures.entrySet()
			.stream()
			.map((failure) -> new FailureCount(failure.getKey(), failure.getValue()))
			.sorted(Comparator.comparingLong(FailureCount::count).reversed())
			.toList();
	}

	/**
	 * How many messages were accepted and then not delivered.
	 */
	long undelivered() {
		return this.deliveries.getOrDefault(DeliveryStatus.FAILED, 0L);
	}

	/**
	 * How many rows a person should look at.
	 */
	long needingALook() {
		long look = undelivered();
		for (Status status : Status.values()) {
			look += status.needsALook() ? of(status) : 0;
		}
		return look;
	}

	/**
	 * All rows by status and code, in the order of the statuses, the commonest code of
	 * each first. Codes beyond the first hundred of a status count as one, "other".
	 * @return the numbers of rows, each at least 1; immutable
	 */
	public List<CodeCount> groups() {
		return this.codes.entrySet()
			.stream()
			.flatMap((status) -> status.getValue()
				.entrySet()
				.stream()
				.map((code) -> new CodeCount(status.getKey(), code.getKey().isEmpty() ? null : code.getKey(),
						code.getValue()))
				.sorted(Comparator.comparingLong(CodeCount::count).reversed()))
			.toList();
	}

}
