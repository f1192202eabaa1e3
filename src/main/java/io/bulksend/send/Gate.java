package io.bulksend.send;

import java.time.Instant;
import java.util.random.RandomGenerator;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.Status;

/**
 * Says which rows may be handed out to those who send them, by the limits of the run: as
 * many as it may send, the first ones on which the others depend, as many recipients a
 * day, and its hours. Not for use by several threads.
 */
public final class Gate {

	private final RunLimits limits;

	private final boolean counts;

	/**
	 * A gate that nothing has passed yet.
	 * @param settings how many may be sent, and when
	 * @param canary lets the others follow the first messages
	 * @param daily how many recipients may get something
	 * @param stop is told where no more may be handed out
	 */
	public Gate(SendSettings settings, Canary canary, DailyLimit daily, StopSwitch stop) {
		RandomGenerator random = RandomGenerator.getDefault();
		Outage outage = new Outage(settings.giveUpAfter(), random);
		Judge judge = new Judge(new RateControl(settings.rate(), Ticker.SYSTEM.nanos()), outage, random, 0, stop);
		this.limits = new RunLimits(settings, canary, outage, judge, stop, daily);
		this.counts = settings.canary() > 0 || daily.isOn();
	}

	/**
	 * Says whether it wants to know what became of each row.
	 * @return whether it does
	 */
	public boolean counts() {
		return this.counts;
	}

	/**
	 * Says whether another row may be handed out.
	 * @return whether it may
	 */
	public boolean mayHandOut() {
		return this.limits.mayTake();
	}

	/**
	 * Rows are about to be let through: until {@link #shut()} no other run lets any.
	 */
	public void open() {
		this.limits.choosing(Ticker.SYSTEM.instant());
	}

	/** Rows were let through. */
	public void shut() {
		this.limits.chosen();
	}

	/** No row is let through any more, nor is any under way. */
	public void close() {
		this.limits.end();
	}

	/**
	 * Says whether a message's recipient may get something now, and counts it if so.
	 * @param message the message
	 * @return whether it is to be handed out; else it is for another run
	 */
	public boolean pass(Message message) {
		Instant now = Ticker.SYSTEM.instant();
		if (!this.limits.mayGet(message, now)) {
			return false;
		}
		this.limits.taken(message, now);
		return true;
	}

	/**
	 * Something was decided about a row that was handed out.
	 * @param message its message
	 * @param status what
	 * @param at when
	 */
	public void decided(Message message, Status status, Instant at) {
		this.limits.decided(message, status, at);
	}

	/**
	 * Asks for a stop where the run must not go on.
	 * @param more whether rows wait to be handed out
	 * @param idle whether none that was is undecided
	 */
	public void enforce(boolean more, boolean idle) {
		this.limits.enforce(Ticker.SYSTEM.nanos(), more, idle);
		this.limits.enforceHours(Ticker.SYSTEM.instant());
	}

	/**
	 * All are decided that were handed out: asks for a stop where some were held back.
	 */
	public void end() {
		this.limits.enforceDaily();
	}

}
