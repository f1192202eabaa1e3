package io.bulksend.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.bulksend.campaign.CampaignName;
import io.bulksend.ledger.database.DatabaseHeldException;
import io.bulksend.ledger.database.LatestRun;
import io.bulksend.run.settings.SettingsReader;
import io.bulksend.send.Ticker;

/**
 * How far the run has come that has the embedded database to itself, from the small file
 * that it keeps beside it.
 */
final class LiveRun {

	/** What a run does not say anew within this time is not true any more. */
	private static final Duration FRESH = Duration.ofSeconds(10);

	/** A run that has just begun reads the file's bytes before it says anything. */
	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

	private final Path folder;

	LiveRun(List<String> arguments) {
		this.folder = SettingsReader.read(SettingsReader.environment(arguments)).ledger().folder();
	}

	/**
	 * Any campaign's run.
	 * @param held who has the database
	 * @return its run
	 * @throws DatabaseHeldException if that is no run, or one that tells nothing
	 */
	StatusRun.Live require(DatabaseHeldException held) {
		long until = Ticker.SYSTEM.nanos() + PATIENCE.toNanos();
		while (true) {
			Optional<LatestRun> latest = LatestRun.read(this.folder)
				.filter((run) -> held.isHeldBy(run.pid()) && !run.phase().equals(LatestRun.ENDED)
						&& Duration.between(run.updated(), Instant.now()).compareTo(FRESH) < 0);
			if (latest.isPresent()) {
				return new StatusRun.Live(latest.get());
			}
			if (Ticker.SYSTEM.nanos() > until) {
				throw held;
			}
			Ticker.SYSTEM.sleepUntil(Ticker.SYSTEM.nanos() + BETWEEN_LOOKS.toNanos());
		}
	}

	/**
	 * A certain campaign's run.
	 * @param held who has the database
	 * @param campaign the campaign's name
	 * @return its run
	 * @throws DatabaseHeldException if that is no run, or another campaign's
	 */
	StatusRun.Live require(DatabaseHeldException held, String campaign) {
		StatusRun.Live live = require(held);
		if (!CampaignName.of(campaign).equals(CampaignName.of(live.run().campaign()))) {
			throw held.by(live.run().campaign());
		}
		return live;
	}

}
