package io.bulksend.send;

import java.time.Duration;
import java.time.Instant;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.Status;

/**
 * How far a run may go, and until when: as many messages as it may send, the first ones
 * on which the others depend, the hours in which it may send, and how long the API may be
 * away. Where the run must not go on for one of these, it asks for a stop. Not for use by
 * several threads.
 */
final class RunLimits {

	private final SendSettings settings;

	private final Canary canary;

	private final Outage outage;

	private final Judge judge;

	private final StopSwitch stop;

	private final DailyLimit daily;

	private long sent;

	RunLimits(SendSettings settings, Canary canary, Outage outage, Judge judge, StopSwitch stop, DailyLimit daily) {
		this.settings = settings;
		this.canary = canary;
		this.outage = outage;
		this.judge = judge;
		this.stop = stop;
		this.daily = daily;
	}

	/**
	 * Says whether a message may go out that this run has not taken yet.
	 * @return false while those on which the others depend are under way, if they failed,
	 * and when this run has sent as many as it may
	 */
	boolean mayTake() {
		return !isLimitReached() && this.canary.mayTake();
	}

	/**
	 * Says whether a message's recipient may get something now.
	 * @param message the message
	 * @param now the time
	 * @return whether they may; else it is for another run to send it
	 */
	boolean mayGet(Message message, Instant now) {
		return this.daily.mayTake(message, now);
	}

	/**
	 * Until {@link #chosen()} no other run says who may get something.
	 * @param now the time
	 */
	void choosing(Instant now) {
		this.daily.decide(now);
	}

	/** Those who may get something have been {@link #taken}. */
	void chosen() {
		this.daily.decided();
	}

	/** Nothing more goes out in this run. */
	void end() {
		this.daily.end();
	}

	/**
	 * How many recipients may get something now as a message's may.
	 * @param message the message
	 * @param now the time
	 * @return the number; any where its recipient may get it whatever others get
	 */
	long mayGetMore(Message message, Instant now) {
		return this.daily.left(message, now);
	}

	/**
	 * How many messages may go out that this run has not taken yet.
	 * @return the number; any where all may
	 */
	long mayTakeMore() {
		long left = (this.settings.limit() > 0) ? this.settings.limit() - this.sent : Long.MAX_VALUE;
		return Math.min(left, this.canary.mayTakeMore());
	}

	/** A message was refused before it went out, as its file was. */
	void refused() {
		this.canary.taken();
		this.canary.decided(Status.REJECTED);
	}

	/**
	 * A message is about to go out, in this run for the first time.
	 * @param message the message
	 * @param now the time
	 */
	void taken(Message message, Instant now) {
		this.sent++;
		this.canary.taken();
		this.daily.taken(message, now);
	}

	/**
	 * Something was decided about a message that had gone out.
	 * @param message the message
	 * @param status what
	 * @param at when
	 */
	void decided(Message message, Status status, Instant at) {
		this.canary.decided(status);
		this.daily.decided(message, status, at);
	}

	/**
	 * Asks for a stop where messages were held back, once all others are decided.
	 */
	void enforceDaily() {
		this.daily.freeAt().ifPresent((free) -> {
			String recipients = (this.daily.recipients() == 1) ? "1 recipient gets"
					: "%,d different recipients get".formatted(this.daily.recipients());
			this.stop.request(StopReason.PER_DAY,
					"%s something in any 24 hours, as --per-day says. Run the same command again after %s to go on."
						.formatted(recipients, TimeText.from(free)));
		});
	}

	/**
	 * Asks for a stop where the API was away for too long, or where others may not follow
	 * those that this run has taken.
	 * @param now the time
	 * @param more whether others wait for their turn
	 * @param idle whether none is under way, or waits to be tried again
	 */
	void enforce(long now, boolean more, boolean idle) {
		if (this.outage.isHopeless(now)) {
			this.stop.request(StopReason.UNREACHABLE,
					"The API could not be reached, or took nothing, for " + TimeText.of(this.settings.giveUpAfter())
							+ ". " + this.judge.trouble() + " Run the same command again to go on.");
		}
		this.canary.failure()
			.filter((failure) -> more)
			.ifPresent((failure) -> this.stop.request(StopReason.CANARY_FAILED,
					failure + " Look at the results. To send the others all the same, leave --canary out."));
		if (isLimitReached() && more && idle) {
			this.stop.request(StopReason.LIMIT,
					"Sent %,d %s, as many as this run may send. Run the same command to go on.".formatted(this.sent,
							(this.sent == 1) ? "message" : "messages"));
		}
	}

	/**
	 * Asks for a stop where no message may be sent at this time: outside its hours, and
	 * where the API asks to wait for longer than this run would.
	 * @param now the time
	 */
	void enforceHours(Instant now) {
		Duration wait = this.judge.longWait();
		if (wait != null) {
			this.stop.request(StopReason.API_ASKS_TO_WAIT, "The API asks to wait until " + TimeText.from(now.plus(wait))
					+ ", which is longer than --give-up-after allows (" + TimeText.of(this.settings.giveUpAfter())
					+ "). " + this.judge.trouble() + " Run the same command again then to go on.");
		}
		FirstMoment notBefore = this.settings.notBefore();
		if (notBefore != null && !notBefore.hasCome(now)) {
			this.stop.request(StopReason.NOT_BEFORE, "Nothing may be sent before " + notBefore
					+ ": nothing was sent now. Run the same command again then to go on.");
		}
		LastMoment notAfter = this.settings.notAfter();
		if (notAfter != null && notAfter.isOver(now)) {
			this.stop.request(StopReason.TIME_OVER,
					"Nothing may be sent after " + notAfter + ((this.sent == 0) ? ": nothing was sent now." : "."));
		}
		SendWindow window = this.settings.window();
		if (window != null && !window.isOpen(now)) {
			this.stop.request(StopReason.WINDOW_CLOSED, "Messages may be sent " + window
					+ " only. Run the same command again when the window is open to go on.");
		}
	}

	private boolean isLimitReached() {
		return this.settings.limit() > 0 && this.sent >= this.settings.limit();
	}

}
