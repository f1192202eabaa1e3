package io.bulksend.run;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.bulksend.campaign.DeliveryStatus;
import io.bulksend.ledger.CampaignOverview;
import io.bulksend.ledger.CampaignStanding;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.shared.HandOuts;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.run.settings.SettingsReader;

/**
 * Tells how campaigns stand. Needs no token, makes no ledger, and changes nothing in one
 * but to bring it to this version's tables.
 */
public final class StatusRun {

	/** So many names are told to somebody who got one wrong. */
	private static final int NAMES = 5;

	private StatusRun() {
	}

	/**
	 * One campaign in detail.
	 *
	 * @param standing how it stands
	 * @param files all its files, the oldest first
	 * @param deliveries how many of its messages have come how far, by their receipts
	 */
	public record Detail(CampaignStanding standing, List<FileRecord> files, Map<DeliveryStatus, Long> deliveries) {

		public Detail {
			files = List.copyOf(files);
			deliveries = Map.copyOf(deliveries);
		}

	}

	/**
	 * Tells how each campaign stands.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @param consumer takes the campaigns, the one begun last first
	 * @throws NoLedgerException if there is no ledger
	 * @throws io.bulksend.ledger.database.DatabaseHeldException if a run has the embedded
	 * database open
	 */
	public static void all(List<String> arguments, Consumer<CampaignStanding> consumer) {
		try (LedgerAccess ledger = LedgerAccess.open(arguments)) {
			new CampaignOverview(ledger.dataSource(), ledger.campaigns()).forEach(consumer);
		}
	}

	/**
	 * Tells how one campaign stands.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @param campaign its name
	 * @return the campaign
	 * @throws ConfigurationException if there is none of that name, or no ledger
	 * @throws io.bulksend.ledger.database.DatabaseHeldException if a run has the embedded
	 * database open
	 */
	public static Detail one(List<String> arguments, String campaign) {
		try (LedgerAccess ledger = LedgerAccess.open(arguments)) {
			CampaignOverview overview = new CampaignOverview(ledger.dataSource(), ledger.campaigns());
			CampaignStanding standing = overview.find(campaign).orElseThrow(() -> unknown(campaign, overview));
			FileRecord file = standing.file();
			return new Detail(standing, ledger.campaigns().files(campaign),
					(file != null) ? overview.deliveries(file) : Map.of());
		}
	}

	/**
	 * The workers and runs that are there now.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @return each process once; empty where they cannot share the database
	 */
	public static List<HandOuts.Present> present(List<String> arguments) {
		if (SettingsReader.read(SettingsReader.environment(arguments)).ledger().server() == null) {
			return List.of();
		}
		try (LedgerAccess ledger = LedgerAccess.open(arguments)) {
			return new HandOuts(ledger.dataSource()).present();
		}
	}

	static ConfigurationException unknown(String campaign, CampaignOverview overview) {
		List<String> names = overview.latest(NAMES);
		String known = names.isEmpty() ? "it has none yet" : "the latest are \"" + String.join("\", \"", names) + "\"";
		return new ConfigurationException(
				"The ledger has no campaign \"" + campaign + "\": " + known + ". status lists them all.");
	}

}
