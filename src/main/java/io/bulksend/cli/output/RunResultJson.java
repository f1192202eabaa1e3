package io.bulksend.cli.output;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;

import io.bulksend.campaign.Status;
import io.bulksend.run.RunResult;

/**
 * Prints what became of a campaign as one JSON object.
 */
public final class RunResultJson {

	private RunResultJson() {
	}

	/**
	 * Prints how a campaign stands.
	 * @param out where it goes
	 * @param result how it stands
	 */
	public static void print(PrintWriter out, RunResult result) {
		Map<Status, Long> counts = new EnumMap<>(Status.class);
		for (Status status : Status.values()) {
			counts.put(status, result.summary().count(status));
		}
		try (JsonOutput json = new JsonOutput(out, "results", ExitCode.of(result))) {
			json.add("campaign", result.campaign())
				.add("rows", result.summary().rows())
				.addCounts("counts", counts)
				.addCounts("codes", result.summary().codes())
				.addCounts("deliveries", DeliveryText.json(result.summary().deliveries()))
				.addAll("delivery_failures", result.summary().failures(),
						(failure) -> json.add("reason", failure.reason()).add("count", failure.count()))
				.add("results", result.results())
				.add("report", result.report())
				.add("retry", result.retry().orElse(null));
		}
	}

}
