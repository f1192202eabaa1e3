package io.bulksend.run;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import io.bulksend.campaign.Status;

/**
 * What send would do now about a campaign that the ledger has.
 *
 * @param campaign its name
 * @param goOut how many messages would go out
 * @param leftAlone how many rows would be left alone because of what was decided before,
 * by that; immutable, in the order of the statuses
 * @param changed which messages the file changes after they were sent, in a sentence
 * without full stop, if it does
 * @param corrections what would become of corrections, if there are any
 */
public record CampaignNow(String campaign, long goOut, Map<Status, Long> leftAlone, Optional<String> changed,
		Optional<CorrectionsTaken> corrections) {

	public CampaignNow {
		Map<Status, Long> ordered = new EnumMap<>(Status.class);
		ordered.putAll(leftAlone);
		leftAlone = Collections.unmodifiableMap(ordered);
	}

}
