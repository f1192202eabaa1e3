package io.bulksend.send;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.bulksend.throttle.Throttle;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rate that the API allows, where it allows less than was asked for.
 * <p>
 * A refusal alone says little and changes nothing: its message waits a moment. Where more
 * are refused than a few in a hundred, there is a limit: the rate becomes what the API
 * took lately, stays just there, and looks from time to time whether it takes more
 * ({@link Recovery}). The more often it was refused at the same rate, the longer it
 * stays. Where nothing is taken any more, single calls try at growing distances. How long
 * the API asks to wait, nothing is sent.
 * <p>
 * Arithmetic alone, on a clock that is handed in. Not for use by several threads.
 */
final class RateControl {

	/** Fewer answers than so many say nothing about a door that is shut. */
	private static final int FEW = 3;

	private static final double SLOWEST = 0.1;

	/** Calls a second that try whether the API takes anything again. */
	private static final double TRYING = 2;

	private static final double DEPTH = 0.2;

	private static final double DEPTH_AFTER_NOTHING = 0.9;

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	/** How long the API may go on counting what came too fast. */
	private static final long ECHO = SECOND * 6 / 10;

	/** How long answers are awaited before the rate is reckoned. */
	private static final long PATIENCE = 3 * SECOND;

	private static final long LONGEST_HOLD = 10 * SECOND;

	private static final long LONGEST_HOLD_OF_ALL = 60 * SECOND;

	private static final long FIRST_WAIT = SECOND / 2;

	private static final long LONGEST_WAIT = 8 * SECOND;

	private final double target;

	private final Throttle throttle;

	private final RecentCalls recent = new RecentCalls();

	private final RefusalWatch watch = new RefusalWatch();

	/** Part of the calls of all who send for the account. */
	private double share = 1;

	private boolean begun;

	/** From when on calls follow each other without a pause. */
	private long resumed;

	/** The same while the next pause is not over. */
	private long resumedBefore;

	/** Calls that started before were made at another rate. */
	private long since;

	/** The rate at which calls were taken; 0 while there is no limit. */
	private double ceiling;

	private @Nullable Recovery recovery;

	private @Nullable Alarm alarm;

	/** The rate before the first of several alarms in a row. */
	private double fastest;

	/** How fast it went where no rate was asked for. */
	private double natural;

	private long alarmedAt = Long.MIN_VALUE / 2;

	private long hold = Recovery.SHORTEST_HOLD;

	private boolean trying;

	private long wait;

	private double lastAllowed;

	private long askedToWait;

	private long pause;

	/**
	 * Too many were refused; what became of all calls is not known yet.
	 *
	 * @param from when the calls started by which the rate is reckoned
	 * @param at when it was noticed
	 * @param before the rate until then
	 * @param takenPart the part that was taken, as far as it is known
	 * @param good a rate that was taken for a while; 0 where none is known
	 */
	private record Alarm(long from, long at, double before, double takenPart, double good) {
	}

	RateControl(double target, long now) {
		this.target = target;
		this.throttle = new Throttle(target, now, true);
		this.since = now;
	}

	Throttle throttle() {
		return this.throttle;
	}

	/**
	 * Says whether the rate is below the one that was asked for.
	 * @return whether the API asked for fewer calls
	 */
	boolean isSlowed() {
		return this.ceiling > 0;
	}

	/**
	 * The rate that the API allows, as far as it is known: calls may be slower for a
	 * moment, until more is known, or on the way to it.
	 * @return calls a second; 0 for no limit
	 */
	double allowed() {
		if (this.alarm != null) {
			return this.lastAllowed;
		}
		return (this.recovery != null) ? Math.max(this.throttle.rate(), this.recovery.ceiling()) : this.throttle.rate();
	}

	/**
	 * Takes note that a call starts.
	 * @param now the time
	 */
	void start(long now) {
		if (!this.begun) {
			// What the process took to start is no measure of the calls' rate.
			this.begun = true;
			this.resumed = now;
			this.resumedBefore = now;
		}
		this.throttle.start(now);
		this.recent.start(now);
		advance(now);
	}

	/**
	 * Regains speed as time goes by.
	 * @param now the time
	 */
	void advance(long now) {
		if (this.alarm != null) {
			if (now > this.alarm.at() + PATIENCE) {
				settle(this.alarm, now);
			}
			return;
		}
		if (this.recovery == null) {
			return;
		}
		double rate = this.recovery.rate(now);
		if (rate >= ((this.target == 0) ? this.natural : this.target)) {
			free(now);
		}
		else if (Math.abs(rate - this.throttle.rate()) > this.throttle.rate() / 200) {
			this.throttle.setRate(Math.max(rate, SLOWEST), now);
		}
	}

	/**
	 * Takes note of what the API gets besides these calls.
	 * @param share the part of these calls in all that are made for the account
	 */
	void share(double share) {
		this.share = share;
	}

	/**
	 * The API took a call, whatever it made of it.
	 * @param startedAt when the call started
	 * @param now the time
	 */
	void taken(long startedAt, long now) {
		this.recent.taken(startedAt);
		settleIfWhole(now);
		if (startedAt < this.since) {
			return;
		}
		if (this.trying) {
			this.trying = false;
			this.wait = 0;
			this.watch.clear();
			this.recovery = new Recovery(this.ceiling, DEPTH_AFTER_NOTHING, now, this.hold);
			return;
		}
		this.watch.taken(startedAt, isSlowed(), this.recovery);
	}

	/**
	 * Nothing is known of a call: it was not answered, or not by the API.
	 * @param startedAt when the call started
	 * @param now the time
	 */
	void unanswered(long startedAt, long now) {
		this.recent.unanswered(startedAt);
		settleIfWhole(now);
	}

	/**
	 * The API said that calls come too fast.
	 * @param startedAt when the call started
	 * @param now the time
	 * @param retryAfter how long it asks to wait, or {@code null} where it does not say
	 */
	void tooFast(long startedAt, long now, @Nullable Duration retryAfter) {
		this.recent.refused(startedAt);
		if (retryAfter != null) {
			this.askedToWait = retryAfter.toNanos();
			pause(now, this.askedToWait);
		}
		settleIfWhole(now);
		if (startedAt < this.since) {
			return;
		}
		if (this.trying) {
			nothingTaken(now);
			return;
		}
		boolean limit = this.watch.refused(startedAt, isSlowed(), this.recovery, this.throttle.rate());
		// Where each refusal costs a pause, it is worth its while to avoid the next.
		boolean costly = retryAfter != null && !retryAfter.isZero();
		if (costly || limit) {
			alarm(startedAt, now);
		}
	}

	/**
	 * How long nobody who sends for the account is to call, since it was asked last.
	 * @return how long, or {@code null} where all may
	 */
	@Nullable Duration takePause() {
		Duration result = (this.pause > 0) ? Duration.ofNanos(this.pause) : null;
		this.pause = 0;
		return result;
	}

	private void alarm(long startedAt, long now) {
		if (this.alarm != null) {
			settle(this.alarm, now);
			if (this.trying) {
				return;
			}
		}
		boolean beyond = this.recovery != null && this.recovery.isBeyond(startedAt);
		long from = Math.max((this.resumed <= now) ? this.resumed : this.resumedBefore, now - span());
		double made = Math.max(1, this.recent.sum(from, now).made()) / this.share;
		double before = (this.throttle.rate() > 0) ? Math.min(this.throttle.rate(), made * 1.1) : made;
		double takenPart = this.watch.takenPart();
		double good = beyond ? this.watch.good(this.ceiling) : 0;
		if (now - this.alarmedAt > Recovery.SHORTEST_HOLD || this.ceiling == 0) {
			this.fastest = before;
		}
		if (this.ceiling == 0) {
			this.natural = made;
			this.ceiling = before;
			this.hold = 0;
		}
		this.lastAllowed = allowed();
		this.alarm = new Alarm(from, now, before, takenPart, good);
		this.alarmedAt = now;
		this.since = now + (beyond ? ECHO : 0);
		this.watch.clear();
		this.recovery = null;
		this.throttle.setRate(Math.max(before * Math.min(Math.max(takenPart, 0.1), 0.95), SLOWEST), now);
	}

	private void settleIfWhole(long now) {
		if (this.alarm != null && this.recent.sum(this.alarm.from(), this.alarm.at()).isWhole()) {
			settle(this.alarm, now);
		}
	}

	/** What the API took shows which rate it allows. */
	private void settle(Alarm settled, long now) {
		this.alarm = null;
		RecentCalls.Sum sum = this.recent.sum(settled.from(), settled.at());
		int answers = sum.taken() + sum.refused();
		double accepted = (answers > 0) ? sum.accepted() / this.share : settled.before() * settled.takenPart();
		double found = Math.max(accepted, Math.min(settled.good(), settled.before()));
		if (answers >= FEW && found == 0) {
			this.ceiling = Math.max(this.fastest, SLOWEST);
			nothingTaken(now);
			return;
		}
		boolean confirmed = this.hold > 0 && found > 0.8 * this.ceiling && found < 1.25 * this.ceiling
				&& settled.before() > 0.8 * this.ceiling;
		this.hold = confirmed ? Math.min(this.hold * 9 / 5, longestHold(found)) : Recovery.SHORTEST_HOLD;
		this.askedToWait = 0;
		this.ceiling = Math.max((this.target > 0) ? Math.min(found, this.target) : found, SLOWEST);
		this.recovery = new Recovery(this.ceiling, DEPTH, Math.max(now, this.resumed), this.hold);
		advance(now);
	}

	private long longestHold(double rate) {
		long forPauses = LONGEST_HOLD + 10 * Math.min(this.askedToWait, LONGEST_HOLD);
		long forCalls = Math.min(3 * LONGEST_HOLD, (long) (400 / rate * SECOND));
		return Math.min(LONGEST_HOLD_OF_ALL, Math.max(forPauses, forCalls));
	}

	private void nothingTaken(long now) {
		this.wait = Math.min(Math.max(FIRST_WAIT, 2 * this.wait), LONGEST_WAIT);
		this.hold = Recovery.SHORTEST_HOLD;
		this.trying = true;
		this.since = now;
		this.watch.clear();
		this.recovery = null;
		this.throttle.setRate(Math.max(Math.min(this.ceiling / 10, TRYING), SLOWEST), now);
		pause(now, this.wait);
	}

	private void free(long now) {
		this.watch.clear();
		this.recovery = null;
		this.ceiling = 0;
		this.throttle.setRate(this.target, now);
	}

	private void pause(long now, long nanos) {
		if (nanos == 0) {
			return;
		}
		if (this.resumed <= now) {
			this.resumedBefore = this.resumed;
		}
		this.throttle.pause(now + nanos);
		this.resumed = Math.max(this.resumed, now + nanos);
		this.pause = Math.max(this.pause, nanos);
	}

	/** At low rates it takes longer than a second to see anything. */
	private long span() {
		double rate = this.throttle.rate();
		return (rate > 0) ? (long) Math.max(SECOND, Math.min(10, 20 / rate) * SECOND) : SECOND;
	}

}
