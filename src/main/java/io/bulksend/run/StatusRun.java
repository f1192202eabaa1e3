package io.bulksend.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.bulksend.campaign.NearestName;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.DeliveryFunnel;
import io.bulksend.campaign.delivery.DeliveryStatus;
import io.bulksend.ledger.CampaignOverview;
import io.bulksend.ledger.CampaignStanding;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.RunRecord;
import io.bulksend.ledger.Runs;
import io.bulksend.ledger.database.DatabaseHeldException;
import io.bulksend.ledger.database.LatestRun;
import io.bulksend.ledger.shared.HandOuts;
import io.bulksend.run.ledger.LedgerAccess;
import io.bulksend.run.ledger.NoLedgerException;
import io.bulksend.run.settings.ConfigurationException;

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
	 * @param deliveries how far its messages have come, by their receipts
	 * @param runs its runs, the earliest first
	 * @param present the workers and runs that are there now, of whatever campaign
	 */
	public record Detail(CampaignStanding standing, List<FileRecord> files, DeliveryFunnel deliveries,
			List<RunRecord> runs, List<HandOuts.Present> present) {

		public Detail {
			files = List.copyOf(files);
			runs = List.copyOf(runs);
			present = List.copyOf(present);
		}

	}

	/**
	 * The run that has the embedded database to itself.
	 *
	 * @param run how far it has come, a moment ago
	 */
	public record Live(LatestRun run) {
	}

	/**
	 * Tells how each campaign stands.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @param consumer takes the campaigns, the one begun last first
	 * @param present takes the workers and runs that are there now, after the campaigns
	 * @return the run that has the embedded database to itself, where there is one: then
	 * there is nothing for the consumers
	 * @throws NoLedgerException if there is no ledger
	 * @throws io.bulksend.ledger.database.DatabaseHeldException if a run has the embedded
	 * database open
	 */
	public static Optional<Live> all(List<String> arguments, Consumer<CampaignStanding> consumer,
			Consumer<List<HandOuts.Present>> present) {
		try (LedgerAccess ledger = LedgerAccess.open(arguments)) {
			new CampaignOverview(ledger.dataSource(), ledger.campaigns()).forEach(consumer);
			present.accept(present(ledger));
			return Optional.empty();
		}
		catch (DatabaseHeldException ex) {
			return Optional.of(new LiveRun(arguments).require(ex));
		}
	}

	/**
	 * Tells how one campaign stands.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @param campaign its name
	 * @param consumer takes the campaign
	 * @return the campaign's run that has the embedded database to itself, where there is
	 * one: then there is nothing for the consumer
	 * @throws ConfigurationException if there is none of that name, or no ledger
	 * @throws io.bulksend.ledger.database.DatabaseHeldException if a run has the embedded
	 * database open
	 */
	public static Optional<Live> one(List<String> arguments, String campaign, Consumer<Detail> consumer) {
		try (LedgerAccess ledger = LedgerAccess.open(arguments)) {
			CampaignOverview overview = new CampaignOverview(ledger.dataSource(), ledger.campaigns());
			CampaignStanding standing = overview.find(campaign).orElseThrow(() -> unknown(campaign, overview));
			FileRecord file = standing.file();
			Map<DeliveryStatus, Long> deliveries = Map.of();
			if (standing.forgottenAt().isPresent()) {
				deliveries = overview.forgottenDeliveries(standing.campaign());
			}
			else if (file != null) {
				deliveries = overview.deliveries(file);
			}
			boolean held = standing.holder().isPresent();
			consumer.accept(new Detail(standing, ledger.campaigns().files(campaign),
					DeliveryFunnel.of(standing.count(Status.ACCEPTED), deliveries),
					new Runs(ledger.dataSource()).of(standing.campaign(), held), present(ledger)));
			return Optional.empty();
		}
		catch (DatabaseHeldException ex) {
			return Optional.of(new LiveRun(arguments).require(ex, campaign));
		}
	}

	/** Each process once; none where they cannot share the database. */
	private static List<HandOuts.Present> present(LedgerAccess ledger) {
		return (ledger.settings().ledger().server() == null) ? List.of() : new HandOuts(ledger.dataSource()).present();
	}

	/**
	 * Says that there is no campaign of a name.
	 * @param campaign the name
	 * @param overview the campaigns that there are
	 * @return what to throw
	 */
	public static ConfigurationException unknown(String campaign, CampaignOverview overview) {
		List<String> names = overview.latest(NAMES);
		String known = NearestName.of(campaign, overview.latest(Integer.MAX_VALUE))
			.map((nearest) -> "the nearest is \"" + nearest + "\", "
					+ ((names.size() == 1) ? "the only one"
							: "the latest are \"" + String.join("\", \"", names) + "\""))
			.orElse("it has none yet");
		return new ConfigurationException(
				"The ledger has no campaign \"" + campaign + "\": " + known + ". status lists them all.");
	}

}
