package io.bulksend.job;

import io.bulksend.campaign.ChangedMessages;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Retried;
import io.bulksend.check.InvalidShare;

/**
 * What the plan of a file depends on besides the file and the check of its rows.
 *
 * @param oncePer what counts as the same message
 * @param messages the settings that decide what the messages are, as the ledger keeps
 * them
 * @param invalidShare how many rows may be INVALID
 * @param changed what to do with messages that were changed after they were sent
 * @param retry decisions under an earlier file that do not count
 */
public record PlanSettings(OncePer oncePer, String messages, InvalidShare invalidShare, ChangedMessages changed,
		Retried retry) {

}
