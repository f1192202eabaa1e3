package io.bulksend.run;

import java.util.function.BooleanSupplier;

import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.FileRecord;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.run.settings.MessageSettings;
import io.bulksend.run.settings.RunSettings;

/**
 * That a campaign had a list of recipients never to send to, which a later run may not
 * forget: whoever asked not to be written to would be written to by a command that lacks
 * one option.
 */
final class KeptSuppression {

	private final Campaigns campaigns;

	private final RunSettings settings;

	private final char separator;

	/**
	 * For one run.
	 * @param campaigns the campaigns
	 * @param settings what the run was given
	 * @param separator what separates its file's fields
	 */
	KeptSuppression(Campaigns campaigns, RunSettings settings, char separator) {
		this.campaigns = campaigns;
		this.settings = settings;
		this.separator = separator;
	}

	/**
	 * Refuses to go on without a list where there was one.
	 * @param campaign the campaign's name
	 * @param wouldSend whether the run would send anything
	 * @throws ConfigurationException if it would, has no list, and was not told that this
	 * is meant
	 */
	void require(String campaign, BooleanSupplier wouldSend) {
		if (this.settings.suppression() == null && !this.settings.suppressesNobody() && hadList(campaign)
				&& wouldSend.getAsBoolean()) {
			throw new ConfigurationException("The campaign \"" + campaign + "\" was begun with a suppression list, and"
					+ " this run has none. Nothing was sent. Name the list with --suppress, or say with --suppress none"
					+ " that the others may be sent to whoever was on it.");
		}
	}

	private boolean hadList(String campaign) {
		return this.campaigns.bound().had(campaign, MessageSettings.SUPPRESSION)
				|| this.campaigns.bound().hasSuppressedRows(campaign, MessageSettings.LINE);
	}

	/**
	 * Keeps that there is a list, where a campaign gets its first on the way.
	 * @param record the campaign's file, planned
	 */
	void keep(FileRecord record) {
		if (this.settings.suppression() != null
				&& !this.campaigns.bound().had(record.campaign(), MessageSettings.SUPPRESSION)) {
			String begun = this.campaigns.bound()
				.of(record)
				.flatMap(MessageSettings::parse)
				.map((settings) -> settings.stored() + MessageSettings.SUPPRESSION)
				.orElseGet(() -> this.settings.bound(this.separator));
			this.campaigns.bound().bind(record, begun);
		}
	}

}
