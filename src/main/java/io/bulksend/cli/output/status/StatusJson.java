package io.bulksend.cli.output.status;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.Status;
import io.bulksend.cli.output.DeliveryText;
import io.bulksend.cli.output.ExitCode;
import io.bulksend.cli.output.JsonOutput;
import io.bulksend.ledger.CampaignStanding;
import io.bulksend.ledger.shared.HandOuts.Present;
import io.bulksend.run.StatusRun.Detail;
import io.bulksend.send.StopReason;

/**
 * Prints how campaigns stand as one JSON object.
 */
public final class StatusJson {

	private StatusJson() {
	}

	/** Prints a list of campaigns, and the workers that are there. */
	public static void print(PrintWriter out, List<CampaignStanding> campaigns, List<Present> present) {
		try (JsonOutput json = new JsonOutput(out, "status", ExitCode.DONE)) {
			json.addAll("campaigns", campaigns, (campaign) -> standing(json, campaign));
			workers(json, present);
		}
	}

	/** Prints one campaign. */
	public static void print(PrintWriter out, Detail detail) {
		try (JsonOutput json = new JsonOutput(out, "status", ExitCode.DONE)) {
			standing(json, detail.standing());
			json.addAll("files", detail.files(),
					(file) -> json.add("name", file.name().isEmpty() ? null : file.name())
						.add("sha256", file.sha256())
						.add("rows", file.planned() ? file.rows() : null)
						.add("current", file.equals(detail.standing().file())));
			json.addCounts("deliveries", DeliveryText.json(detail.deliveries()));
			json.addAll("runs", detail.runs(), (run) -> {
				StopReason reason = RunsPrinter.reason(run);
				json.add("begun_at", run.begun())
					.add("ended_at", run.ended())
					.add("outcome", RunsPrinter.outcome(run))
					.add("stop_reason", (reason != null) ? reason.word() : null)
					.add("message", run.message().isEmpty() ? null : run.message())
					.add("command", run.command().isKnown() ? run.command().words() : null)
					.add("folder", run.command().folder().isEmpty() ? null : run.command().folder());
			});
			workers(json, detail.present());
		}
	}

	private static void workers(JsonOutput json, List<Present> present) {
		json.addAll("workers", present.stream().filter((each) -> each.who().worker()).toList(),
				(worker) -> json.add("process", worker.who().process())
					.add("account", worker.account())
					.addTexts("campaigns", worker.campaigns()));
	}

	private static void standing(JsonOutput json, CampaignStanding campaign) {
		json.add("campaign", campaign.campaign())
			.add("state", campaign.state().name().toLowerCase(Locale.ROOT))
			.add("held_by", campaign.holder().orElse(null))
			.add("begun_at", campaign.begun())
			.add("last_change_at", campaign.lastChange())
			.add("forgotten_at", campaign.forgottenAt().orElse(null))
			.add("rows", (campaign.file() != null) ? campaign.rows() : null)
			.add("under_way", campaign.underWay());
		Map<Status, Long> counts = new EnumMap<>(Status.class);
		Map<String, Long> codes = new LinkedHashMap<>();
		for (Status status : Status.values()) {
			counts.put(status, campaign.count(status));
		}
		for (CodeCount finding : campaign.findings()) {
			if (finding.code() != null) {
				codes.merge(finding.code(), finding.count(), Long::sum);
			}
		}
		json.addCounts("counts", counts).addCounts("codes", codes);
	}

}
