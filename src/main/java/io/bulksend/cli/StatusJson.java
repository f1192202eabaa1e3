package io.bulksend.cli;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.bulksend.campaign.Status;
import io.bulksend.job.StatusRun.Detail;
import io.bulksend.ledger.CampaignStanding;
import io.bulksend.ledger.CampaignStanding.Finding;

/**
 * Prints how campaigns stand as one JSON object.
 */
final class StatusJson implements AutoCloseable {

	private final JsonOutput json;

	/**
	 * Begins a list of campaigns.
	 * @param out where it goes
	 */
	StatusJson(PrintWriter out) {
		this.json = new JsonOutput(out).beginArray("campaigns");
	}

	/** Prints a campaign of the list. */
	void add(CampaignStanding campaign) {
		this.json.addItem(() -> standing(this.json, campaign));
	}

	/** Ends the list. */
	@Override
	public void close() {
		this.json.endArray();
		this.json.close();
	}

	/** Prints one campaign. */
	static void print(PrintWriter out, Detail detail) {
		try (JsonOutput json = new JsonOutput(out)) {
			standing(json, detail.standing());
			json.addAll("files", detail.files(),
					(file) -> json.add("name", file.name())
						.add("sha256", file.sha256())
						.add("rows", file.planned() ? file.rows() : null)
						.add("current", file.equals(detail.standing().file())));
			Map<String, Long> deliveries = new LinkedHashMap<>();
			detail.deliveries().forEach((status, count) -> deliveries.put(status.apiName(), count));
			json.addCounts("deliveries", deliveries);
		}
	}

	private static void standing(JsonOutput json, CampaignStanding campaign) {
		json.add("campaign", campaign.campaign())
			.add("state", campaign.state().name().toLowerCase(Locale.ROOT))
			.add("held_by", campaign.holder().orElse(null))
			.add("begun_at", campaign.begun())
			.add("last_change_at", campaign.lastChange())
			.add("rows", (campaign.file() != null) ? campaign.rows() : null)
			.add("under_way", campaign.underWay());
		Map<Status, Long> counts = new EnumMap<>(Status.class);
		Map<String, Long> codes = new LinkedHashMap<>();
		for (Status status : Status.values()) {
			counts.put(status, campaign.count(status));
		}
		for (Finding finding : campaign.findings()) {
			if (finding.code() != null) {
				codes.merge(finding.code(), finding.count(), Long::sum);
			}
		}
		json.addCounts("counts", counts).addCounts("codes", codes);
	}

}
