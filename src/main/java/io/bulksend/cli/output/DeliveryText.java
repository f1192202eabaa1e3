package io.bulksend.cli.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.bulksend.campaign.Percent;
import io.bulksend.campaign.delivery.DeliveryFunnel;
import io.bulksend.campaign.delivery.DeliveryStatus;
import io.bulksend.report.ReportCounts.FailureCount;

/**
 * How far a campaign's messages have come, from the accepted to the read: each number
 * with all that went further, and what failed apart.
 */
public final class DeliveryText {

	/** There may be as many as an API has words for. */
	private static final int MOST_REASONS = 5;

	private DeliveryText() {
	}

	/**
	 * The numbers for scripts.
	 * @param funnel the numbers
	 * @return the numbers by name, in their order
	 */
	public static Map<String, Long> json(DeliveryFunnel funnel) {
		Map<String, Long> numbers = new LinkedHashMap<>();
		numbers.put("accepted", funnel.accepted());
		for (DeliveryStatus status : List.of(DeliveryStatus.SENT, DeliveryStatus.DELIVERED, DeliveryStatus.READ,
				DeliveryStatus.FAILED)) {
			numbers.put(status.apiName(), funnel.of(status));
		}
		return numbers;
	}

	/**
	 * The numbers for people.
	 * @param funnel the numbers
	 * @return a line each
	 */
	public static List<String> lines(DeliveryFunnel funnel) {
		List<String> lines = new ArrayList<>();
		json(funnel).forEach((name, count) -> {
			if (count > 0 || !name.equals("failed")) {
				lines.add("  %-24s %,9d  %s".formatted(name, count, share(count, funnel.accepted())));
			}
		});
		return lines;
	}

	/**
	 * Why messages were not delivered.
	 * @param failures the reasons
	 * @return a line each, and one for those that are left out
	 */
	static List<String> reasons(List<FailureCount> failures) {
		List<String> lines = new ArrayList<>();
		for (FailureCount failure : failures.subList(0, Math.min(MOST_REASONS, failures.size()))) {
			String reason = failure.reason().isEmpty() ? "no reason given" : failure.reason();
			lines.addAll(Paragraph.lines("    ", "%,d: %s".formatted(failure.count(), Paragraph.visible(reason))));
		}
		if (failures.size() > MOST_REASONS) {
			lines.add("    and " + (failures.size() - MOST_REASONS) + " reasons more: see the report");
		}
		return lines;
	}

	/**
	 * Never all of it where something is missing, never nothing where there is something.
	 */
	private static String share(long part, long whole) {
		long tenths = Percent.tenths(part, whole);
		return (tenths == 0 && part > 0) ? "under 0.1 %"
				: String.format(Locale.ROOT, "%d.%d %%", tenths / 10, tenths % 10);
	}

}
