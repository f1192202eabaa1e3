package io.bulksend.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.bulksend.job.RunFailedException;
import io.bulksend.ledger.database.CampaignLockedException;
import io.bulksend.ledger.database.DatabaseHeldException;
import io.bulksend.progress.RunProgress;
import io.bulksend.send.StopSwitch;
import io.bulksend.send.Ticker;

/**
 * Waits until it is this run's turn, where another one holds the campaign or the embedded
 * database: tries again until it may go on, patience ends or somebody asks for a stop.
 */
final class Turn {

	/** A file's lock and a server's tell nobody when they are free. */
	private static final long BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(200);

	private final long until;

	private final StopSwitch stop;

	private final RunProgress progress;

	/**
	 * A turn to wait for.
	 * @param patience how long to wait, from now on and all in all
	 * @param stop ends the wait
	 * @param progress is told that the run waits
	 */
	Turn(Duration patience, StopSwitch stop, RunProgress progress) {
		this.until = Ticker.SYSTEM.nanos() + patience.toNanos();
		this.stop = stop;
		this.progress = progress;
	}

	/**
	 * Does what only one run at a time can do.
	 * @param <T> what comes of it
	 * @param attempt does it, or fails with one of the exceptions below
	 * @return what came of it
	 * @throws CampaignLockedException if another run still holds the campaign
	 * @throws DatabaseHeldException if another run still holds the database
	 * @throws RunFailedException if somebody asked for a stop meanwhile
	 */
	<T> T await(Supplier<T> attempt) {
		while (true) {
			try {
				T result = attempt.get();
				this.progress.starting();
				return result;
			}
			catch (CampaignLockedException | DatabaseHeldException ex) {
				long now = Ticker.SYSTEM.nanos();
				if (this.until - now <= 0) {
					throw ex;
				}
				if (this.stop.requested().isPresent()) {
					throw new RunFailedException(
							"The run was stopped while it waited for another one; nothing was sent by this one.", ex);
				}
				this.progress.waiting();
				Ticker.SYSTEM.sleepUntil(Math.min(now + BETWEEN_TRIES, this.until));
			}
		}
	}

}
