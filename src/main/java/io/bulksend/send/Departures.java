package io.bulksend.send;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When calls start: as the throttle allows and, where others send for the same account,
 * its slots. Says also how long before their time rows are claimed. Not for use by
 * several threads.
 */
final class Departures {

	/** How far ahead of their calls rows are claimed. */
	private static final long HORIZON = TimeUnit.MILLISECONDS.toNanos(5);

	/**
	 * The same beyond the lead, where a server has the database. An account's slots come
	 * some in a row, and a commit for each would keep that server busy.
	 */
	private static final long SHARED_HORIZON = TimeUnit.MILLISECONDS.toNanos(25);

	/** How long before a call's time its turn begins: about a commit. */
	static final long LEAD = TimeUnit.MILLISECONDS.toNanos(2);

	/** The same at least, where a server has the database: some commits take longer. */
	private static final long SHARED_LEAD = TimeUnit.MILLISECONDS.toNanos(20);

	/** The same at the most. */
	private static final long LONGEST_LEAD = TimeUnit.MILLISECONDS.toNanos(60);

	/** What is done between calls takes no longer than this as a rule. */
	private static final long BREAK = TimeUnit.MILLISECONDS.toNanos(20);

	/** How often a call is put back before it starts late. */
	private static final int PATIENCE = 3;

	private final RateControl rateControl;

	private final Pace pace;

	private final Ticker ticker;

	private long horizon = HORIZON;

	private long lead = LEAD;

	/** How long a commit takes, by the last few. */
	private long usualCommit;

	Departures(RateControl rateControl, Pace pace, Ticker ticker) {
		this.rateControl = rateControl;
		this.pace = pace;
		this.ticker = ticker;
	}

	/** Whether calls have times that do not wait for them. */
	boolean areSlots() {
		return this.pace != Pace.FREE;
	}

	/** Goes on with the time, and by what all together have found out. */
	void advance() {
		this.rateControl.share(this.pace.share());
		this.rateControl.advance(this.ticker.nanos());
	}

	/** Tells the others for how long nobody is to call, if the API has asked for it. */
	void tellPause() {
		Duration asked = this.rateControl.takePause();
		if (asked != null) {
			this.pace.pause(asked);
		}
	}

	/**
	 * The rate that is in force, which the others hear of.
	 * @return calls a second; 0 for no limit
	 */
	double rate() {
		double own = this.rateControl.throttle().rate();
		double all = this.pace.rate();
		double allowed = this.rateControl.allowed();
		this.pace.ask(own);
		return (allowed == 0 || all == 0 || all == own) ? Math.max(allowed, all) : Math.min(allowed, all);
	}

	/**
	 * How many rows are to be claimed now.
	 * @param wanted how many could go out
	 * @param claimed how many are claimed, and have not started
	 * @return the number
	 */
	int permits(int wanted, int claimed) {
		long now = this.ticker.nanos();
		long until = now + this.horizon;
		int most = Math.min(wanted, this.rateControl.throttle().permits(now, until) - claimed);
		return this.pace.permits(now, until, Math.max(0, most));
	}

	/** So many rows will be claimed. */
	void reserve(int calls) {
		this.pace.reserve(calls);
	}

	/**
	 * When the next turn is to begin, lest its first call comes late.
	 * @return the time
	 */
	long nextTurn() {
		return Math.max(this.rateControl.throttle().due(), this.pace.due()) - this.lead;
	}

	/**
	 * When who rests until a turn is to look again.
	 * @param turn when that turn is to begin
	 * @return the time
	 */
	long restUntil(long turn) {
		return Math.max(turn, Math.min(turn + this.lead, this.ticker.nanos() + LEAD));
	}

	/** Whether there are no times to keep to. */
	boolean isFree() {
		return this.pace.rate() == 0;
	}

	/** Whether the next turn begins before something else would be done. */
	boolean isNextSoon() {
		return this.pace.due() - this.lead <= this.ticker.nanos() + BREAK;
	}

	/**
	 * When a call starts whose row is claimed.
	 * @param outbound its message
	 * @return the time; far ahead if it is to have another turn
	 */
	long startAt(Outbound outbound) {
		return Math.max(this.rateControl.throttle().due(), this.pace.startAt(outbound.timesPutBack() >= PATIENCE));
	}

	/**
	 * A call starts.
	 * @param now the time
	 */
	void started(long now) {
		this.rateControl.start(now);
		this.pace.started(now);
	}

	/** A row was not claimed after all, or its call does not start. */
	void notStarted() {
		this.pace.notStarted();
	}

	/**
	 * Where commits take longer, turns begin earlier.
	 * @param nanos how long one took
	 */
	void committed(long nanos) {
		if (areSlots()) {
			this.usualCommit += (nanos - this.usualCommit) / 8;
			this.lead = Math.max(SHARED_LEAD, Math.min(4 * this.usualCommit, LONGEST_LEAD));
			this.horizon = this.lead + SHARED_HORIZON;
		}
	}

}
