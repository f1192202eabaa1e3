package io.bulksend.run.forget;

import java.util.List;

import io.bulksend.ledger.CampaignStanding;

/**
 * What was forgotten.
 *
 * @param forgotten the campaigns, as they stood; immutable
 * @param unfinished the names of campaigns that are as old, and were left alone as rows
 * of them are left to send; immutable
 */
public record ForgetResult(List<CampaignStanding> forgotten, List<String> unfinished) {

	public ForgetResult {
		forgotten = List.copyOf(forgotten);
		unfinished = List.copyOf(unfinished);
	}

}
