package io.bulksend.cli.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Status;
import io.bulksend.check.CorrectionCheck;
import io.bulksend.cli.output.NextSteps.Step;
import io.bulksend.ledger.shared.Part;
import io.bulksend.run.RunResult;
import io.bulksend.send.SendProgress;
import io.bulksend.send.UploadProgress;

/**
 * Prints how a run ended as one JSON object.
 */
public final class SendJson {

	private SendJson() {
	}

	/**
	 * Prints how a run ended.
	 * @param out where it goes
	 * @param result how it ended
	 * @param run what it sent
	 * @param duration how long it took
	 * @param parts the run's process and the workers; empty where it sent alone
	 * @param steps what to do next
	 */
	public static void print(PrintWriter out, RunResult result, SendProgress run, Duration duration, List<Part> parts,
			List<Step> steps) {
		Map<Status, Long> counts = new EnumMap<>(Status.class);
		for (Status status : Status.values()) {
			counts.put(status, result.summary().count(status));
		}
		try (JsonOutput json = new JsonOutput(out, "send", ExitCode.of(result))) {
			json.add("campaign", result.campaign()).add("rows", result.summary().rows()).addCounts("counts", counts);
			json.addAll("findings", result.summary().findings(),
					(finding) -> json.add("status", finding.status())
						.add("code", finding.code())
						.add("count", finding.count())
						.add("meaning", Code.explain(finding.code()).meaning())
						.add("advice", Code.adviceFor(finding.status(), finding.code())));
			json.addCounts("deliveries", DeliveryText.json(result.summary().deliveries()));
			json.addAll("delivery_failures", result.summary().failures(),
					(failure) -> json.add("reason", failure.reason()).add("count", failure.count()));
			json.addCounts("run", run(run, duration));
			if (!parts.isEmpty()) {
				json.addAll("processes", parts,
						(part) -> json.add("process", part.process())
							.add("calls", part.calls())
							.add("accepted", part.accepted())
							.add("rejected", part.rejected())
							.add("in_doubt", part.inDoubt()));
			}
			if (run.uploads().isAny()) {
				json.addCounts("uploads", uploads(run.uploads()));
			}
			result.corrections().ifPresent((taken) -> json.addCounts("corrections", corrections(taken.counts())));
			result.failures().ifPresent((failures) -> {
				json.addCounts("failed_deliveries",
						Map.of("waiting", failures.waiting(), "given_up", failures.givenUp()));
				json.add("wait_until", failures.last());
			});
			if (result.spared() > 0) {
				json.add("spared", result.spared());
			}
			result.stop()
				.ifPresent((stop) -> json.add("stop_reason", stop.reason().word()).add("stop_message", stop.message()));
			json.addAll("next", steps, (step) -> json.add("text", step.text()).add("command", step.command()));
			json.add("results", result.results())
				.add("report", result.report())
				.add("retry", result.retry().orElse(null));
		}
	}

	public static Map<String, Long> corrections(CorrectionCheck.Counts counts) {
		Map<String, Long> numbers = new LinkedHashMap<>();
		numbers.put("rows", counts.rows());
		numbers.put("opened", counts.opened());
		numbers.put("duplicates", counts.duplicates() + counts.skipped());
		numbers.put("unchanged", counts.unchanged());
		numbers.put("left_alone", counts.leftAlone());
		return numbers;
	}

	private static Map<String, Long> uploads(UploadProgress uploads) {
		Map<String, Long> numbers = new LinkedHashMap<>();
		numbers.put("uploaded", uploads.uploaded());
		numbers.put("refused", uploads.refused());
		numbers.put("repeated", uploads.failed());
		return numbers;
	}

	private static Map<String, Long> run(SendProgress run, Duration duration) {
		Map<String, Long> numbers = new LinkedHashMap<>();
		numbers.put("messages", run.decided() - run.unsendable());
		numbers.put("accepted", run.accepted());
		numbers.put("rejected", run.rejected());
		numbers.put("in_doubt", run.inDoubt());
		numbers.put("calls", run.calls());
		numbers.put("repeated_calls", run.repeated());
		numbers.put("seconds", duration.toSeconds());
		return numbers;
	}

}
