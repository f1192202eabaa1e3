package io.bulksend.run;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

import io.bulksend.campaign.Status;

/**
 * What send would do now about a campaign that the ledger has.
 *
 * @param campaign its name
 * @param goOut how many messages would go out
 * @param leftAlone how many rows would be left alone because of what was decided before,
 * by that; immutable, in the order of the statuses
 */
public record CampaignNow(String campaign, long goOut, Map<Status, Long> leftAlone) {

	public CampaignNow {
		Map<Status, Long> ordered = new EnumMap<>(Status.class);
		ordered.putAll(leftAlone);
		leftAlone = Collections.unmodifiableMap(ordered);
	}

}
