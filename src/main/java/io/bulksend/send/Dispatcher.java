package io.bulksend.send;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.Booking;
import io.bulksend.ledger.Claim;
import io.bulksend.ledger.Journal;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.media.MediaIds;

/**
 * Takes messages through claim, call and outcome.
 * <p>
 * One loop does it all, in turns. A turn is one transaction that books what came back and
 * claims what may go out within the next few milliseconds; then it starts those calls,
 * each at its time. A fast run so commits large groups and a slow one small ones, and few
 * rows are ever claimed whose call is not under way. Calls stay in flight from one turn,
 * and one chunk, to the next.
 * <p>
 * Where others send for the same account, calls have times that do not wait: a turn's
 * transaction claims what the next turn starts, and is committed while this turn's calls
 * have their time.
 * <p>
 * Runs on the thread that uses it, and only there; replies come in through
 * {@link Completions}.
 */
final class Dispatcher implements Closeable {

	/** Outcomes are booked at the latest after this, and stops are noticed. */
	private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(100);

	/** How long a stop waits for the calls that are under way. */
	private static final long DRAIN = TimeUnit.SECONDS.toNanos(8);

	/** How long calls that were ended may take to say what became of them. */
	private static final long AFTERMATH = TimeUnit.SECONDS.toNanos(1);

	/** No look at what has come back takes longer, but to who was held up. */
	private static final long HELD_UP = TimeUnit.SECONDS.toNanos(1);

	private final Caller caller;

	private final Journal ledger;

	private final SendSettings settings;

	private final StopSwitch stop;

	private final Ticker ticker;

	private final Outage outage;

	private final Judge judge;

	private final ProgressBoard board;

	private final RunLimits limits;

	private final FirstCall firstCall;

	private final MediaQueue media;

	private final Departures departures;

	private final Commits commits;

	/** How long the last commit took. */
	private long commitTook;

	/** How many calls may be in flight, which may change. */
	private IntSupplier concurrency;

	private final Completions completions = new Completions();

	private final Backlog backlog;

	/** Those that are claimed, and start at their time. */
	private final Deque<Outbound> claimed = new ArrayDeque<>();

	private final Set<Outbound> inFlight = new LinkedHashSet<>();

	/** What is known and not in the ledger yet; kept until it is. */
	private final List<Booking> unbooked = new ArrayList<>();

	Dispatcher(Caller caller, Journal ledger, SendSettings settings, StopSwitch stop, Canary canary, DailyLimit daily,
			ProgressBoard board, Ticker ticker, RandomGenerator random) {
		this(caller, MediaIds.NONE, ledger, settings, stop, canary, daily, board, ticker, random);
	}

	Dispatcher(Caller caller, MediaIds media, Journal ledger, SendSettings settings, StopSwitch stop, Canary canary,
			DailyLimit daily, ProgressBoard board, Ticker ticker, RandomGenerator random) {
		this(caller, media, ledger, settings, stop, canary, daily, board, Pace.FREE, ticker, random);
	}

	Dispatcher(Caller caller, MediaIds media, Journal ledger, SendSettings settings, StopSwitch stop, Canary canary,
			DailyLimit daily, ProgressBoard board, Pace pace, Ticker ticker, RandomGenerator random) {
		this(caller, media, ledger, settings, stop, canary, daily, board, pace,
				(pace != Pace.FREE) ? Commits.beside() : Commits.HERE, ticker, random);
	}

	Dispatcher(Caller caller, MediaIds media, Journal ledger, SendSettings settings, StopSwitch stop, Canary canary,
			DailyLimit daily, ProgressBoard board, Pace pace, Commits commits, Ticker ticker, RandomGenerator random) {
		this.caller = caller;
		this.ledger = ledger;
		this.settings = settings;
		this.stop = stop;
		this.board = board;
		this.ticker = ticker;
		RateControl rateControl = new RateControl(settings.rate(), ticker.nanos());
		this.departures = new Departures(rateControl, pace, ticker);
		this.outage = new Outage(settings.giveUpAfter(), random);
		this.judge = new Judge(rateControl, this.outage, random, settings.maxFailures(), stop);
		this.limits = new RunLimits(settings, canary, this.outage, this.judge, stop, daily);
		this.firstCall = new FirstCall(settings.rate());
		this.backlog = new Backlog(this.limits, ticker);
		this.media = new MediaQueue(media, (message) -> this.limits.mayGetMore(message, this.ticker.instant()),
				this.backlog::holdsBack);
		media.wakeWith(this.completions::wake);
		this.commits = commits;
		this.concurrency = settings::concurrency;
		pace.onArrival(this.completions::wake);
	}

	/**
	 * Sends messages: returns when all their calls have started, but for those that wait
	 * for their file; or when a stop was asked for and nothing is under way any more.
	 * @param messages the messages, in the order of their rows
	 */
	void send(Collection<Outbound> messages) {
		for (Outbound outbound : messages) {
			if (!this.media.keeps(outbound)) {
				this.backlog.add(outbound);
			}
		}
		if (!this.backlog.hasNew()) {
			book();
		}
		while ((this.backlog.hasNew() || !this.claimed.isEmpty() || this.media.isFull()) && !this.stop.isRequested()) {
			turn();
		}
		drainIfStopped();
	}

	/**
	 * Waits until every message is decided, or a stop was asked for and nothing is under
	 * way any more.
	 */
	void settle() {
		while (!isSettled() && !this.stop.isRequested()) {
			turn();
		}
		this.limits.enforceDaily();
		drainIfStopped();
	}

	/**
	 * Up to which row everything is decided.
	 * @param handed the last row that was handed over
	 * @return a row number; this row and all before it are decided
	 */
	long settledUpTo(long handed) {
		long waiting = Math.min(this.backlog.firstRow(), this.media.firstRow());
		return Stream.concat(this.claimed.stream(), this.inFlight.stream())
			.mapToLong((outbound) -> outbound.row() - 1)
			.reduce(Math.min(handed, waiting - 1), Math::min);
	}

	/**
	 * How many calls may be in flight from now on.
	 * @param calls tells the number each time that it is needed; at least 1
	 */
	void concurrency(IntSupplier calls) {
		this.concurrency = calls;
	}

	/**
	 * Adds messages to those that wait for their turn.
	 * @param messages the messages, in the order of their rows
	 */
	void add(Collection<Outbound> messages) {
		messages.forEach(this.backlog::add);
	}

	/**
	 * Says whether more messages would go out sooner than those that are there.
	 * @return whether fewer wait than may be under way
	 */
	boolean isHungry() {
		return this.backlog.isHungry(this.concurrency.getAsInt());
	}

	/**
	 * Says whether something else would hold up no call: there are no times to keep to,
	 * or none comes soon, or nothing that could use it.
	 * @return whether there is time for it
	 */
	boolean hasBreak() {
		boolean couldStart = this.backlog.hasNew() && room(this.ticker.nanos()) > 0;
		return this.departures.isFree() || (this.claimed.isEmpty() && !(couldStart && this.departures.isNextSoon()));
	}

	/**
	 * Leaves messages to others.
	 * @param rows says which; those whose calls are under way stay until these have ended
	 */
	void leave(LongPredicate rows) {
		this.backlog.leave(rows);
		Stream.concat(this.claimed.stream(), this.inFlight.stream())
			.filter((outbound) -> rows.test(outbound.row()))
			.forEach(Outbound::leave);
	}

	/**
	 * Says whether a call is under way, or could be, that shows whether an outage is
	 * over.
	 * @return false while the next one has to wait for its time
	 */
	boolean isTrying() {
		return underWay() > 0 || this.ticker.nanos() >= this.outage.probeAt();
	}

	/** Whether the ledger has all that is known, and no claim without its outcome. */
	boolean isQuiet() {
		return underWay() == 0 && this.unbooked.isEmpty();
	}

	/** What the judge has seen so far. */
	Judge judge() {
		return this.judge;
	}

	/** Whether the API is there. */
	Outage outage() {
		return this.outage;
	}

	/** Waits a little, as there is nothing to be done for now. */
	void pause() {
		this.ticker.sleepUntil(this.ticker.nanos() + LONGEST_REST);
	}

	/**
	 * Books that a claim of which nobody knows whether it was made is not made.
	 * @param claims the claims; no call has started for them
	 */
	void withdraw(Collection<Claim> claims) {
		for (Claim claim : claims) {
			this.unbooked.add(Booking.notCalled(claim.row(), this.ticker.instant()));
		}
	}

	private boolean isSettled() {
		return !this.backlog.hasNew() && isIdle() && this.media.isEmpty();
	}

	/** One transaction, and the calls that it allows; or a little rest. */
	void turn() {
		if (this.inFlight.size() >= this.concurrency.getAsInt()) {
			// Nothing can start before something comes back.
			this.ticker.await(this.completions, LONGEST_REST, this.inFlight.size() / 2);
		}
		judgeArrived();
		this.limits.enforce(this.ticker.nanos(), this.backlog.hasNew() || !this.media.isEmpty(), isIdle());
		this.limits.enforceHours(this.ticker.instant());
		upload();
		List<Outbound> next = this.stop.isRequested() ? List.of() : choose();
		decideAtTheirTurn();
		if (!this.unbooked.isEmpty() || !next.isEmpty()) {
			commit(next);
		}
		else if (!this.claimed.isEmpty()) {
			startClaimed();
		}
		else {
			if (!this.media.isEmpty()) {
				publish();
			}
			rest();
			return;
		}
		publish();
	}

	/** Those that were claimed before have their time meanwhile. */
	private void commit(List<Outbound> next) {
		List<Claim> claims = next.stream().map(Outbound::claim).toList();
		List<Booking> bookings = List.copyOf(this.unbooked);
		Supplier<Set<Long>> commit = this.commits.begin(() -> {
			long before = this.ticker.nanos();
			Set<Long> denied = this.ledger.record(bookings, claims);
			this.commitTook = this.ticker.nanos() - before;
			return denied;
		});
		try {
			startClaimed();
		}
		catch (RuntimeException ex) {
			// Nobody else is to use the ledger before it is done.
			try {
				admit(commit, bookings, next);
			}
			catch (LedgerException also) {
				ex.addSuppressed(also);
			}
			throw ex;
		}
		admit(commit, bookings, next);
		if (!this.departures.areSlots()) {
			startClaimed();
		}
	}

	/** Those whose claims are committed start at their time. */
	private void admit(Supplier<Set<Long>> commit, List<Booking> bookings, List<Outbound> next) {
		Set<Long> denied = recorded(commit, bookings, next.size());
		this.departures.committed(this.commitTook);
		for (Outbound outbound : next) {
			if (denied.contains(outbound.row())) {
				this.departures.notStarted();
			}
			else {
				outbound.claimed();
				this.claimed.add(outbound);
			}
		}
		this.ledger.recorded(bookings, denied);
	}

	private Set<Long> recorded(Supplier<Set<Long>> commit, List<Booking> bookings, int claims) {
		Set<Long> denied;
		try {
			denied = commit.get();
		}
		catch (LedgerException ex) {
			for (int i = 0; i < claims; i++) {
				this.departures.notStarted();
			}
			throw ex;
		}
		this.unbooked.subList(0, bookings.size()).clear();
		return denied;
	}

	private void startClaimed() {
		while (!this.claimed.isEmpty()) {
			start(this.claimed.remove());
		}
	}

	/** Files whose messages wait are asked for, and those go on whose file is there. */
	private void upload() {
		this.media.halt().ifPresent((halt) -> this.stop.request(StopReason.of(halt.reason()), halt.message()));
		if (!this.stop.isRequested()) {
			this.backlog.admit(this.media)
				.forEach((refusal) -> this.judge.uploadRefused(refusal.code(), refusal.message()));
		}
	}

	/** Books those whose file was refused, or is not what it was any more. */
	private void decideAtTheirTurn() {
		List<MediaQueue.Decided> decided = this.media.takeDecided();
		if (decided.isEmpty()) {
			return;
		}
		List<Claim> claims = new ArrayList<>(decided.size());
		List<Booking> bookings = new ArrayList<>(decided.size());
		for (MediaQueue.Decided one : decided) {
			claims.add(one.outbound().claim());
			bookings.add(Booking.withoutCall(one.outbound().row(), one.outcome(), this.ticker.instant()));
		}
		// A row among them may have come back just now.
		book();
		this.ledger.decideAtTheirTurn(claims, bookings);
		for (MediaQueue.Decided one : decided) {
			this.board.decided(one.outcome().status());
			if (one.outcome().status() == Status.REJECTED && !one.outbound().wasCalled()) {
				this.limits.refused();
			}
		}
	}

	private void publish() {
		this.board.uploads(this.media.progress());
		this.board.publish(this.inFlight.size(), this.departures.rate(), this.judge.waiting(this.ticker));
	}

	private void judgeArrived() {
		long now = this.ticker.nanos();
		this.departures.advance();
		for (Completions.Completion completion : this.completions.take()) {
			Outbound outbound = completion.outbound();
			this.inFlight.remove(outbound);
			boolean back = MediaQueue.goesBack(outbound, completion.reply());
			boolean anew = back || this.media.renews(outbound, completion.reply());
			Outcome outcome = anew ? this.judge.idExpired(completion.reply())
					: this.judge.judge(outbound, completion.reply(), now);
			this.unbooked.add(new Booking(outbound.row(), outcome, completion.at()));
			this.board.decided(outcome.status());
			this.limits.decided(outbound.message(), outcome.status(), completion.at());
			if (outcome.status() == Status.NOT_SENT && !back && !outbound.isLeft()) {
				outbound.waitUntil(anew ? now : outbound.notBefore());
				this.backlog.addAgain(outbound);
			}
			this.firstCall.answered();
		}
		this.departures.tellPause();
	}

	private List<Outbound> choose() {
		int wanted = Math.min(room(this.ticker.nanos()), this.backlog.size());
		List<Outbound> chosen = this.backlog.take(this.departures.permits(wanted, this.claimed.size()),
				this.media::mayGo);
		this.departures.reserve(chosen.size());
		return chosen;
	}

	/** How many calls may be in flight beside those that are. */
	private int room(long now) {
		if (this.outage.isOn()) {
			return (underWay() == 0 && now >= this.outage.probeAt()) ? 1 : 0;
		}
		if (!this.firstCall.mayOthersStart(now)) {
			return (underWay() == 0) ? 1 : 0;
		}
		return this.concurrency.getAsInt() - underWay();
	}

	/** Whether nobody is under way, or waits to be tried again. */
	private boolean isIdle() {
		return !this.backlog.hasAgain() && underWay() == 0;
	}

	private int underWay() {
		return this.claimed.size() + this.inFlight.size();
	}

	private void start(Outbound outbound) {
		long at = this.departures.startAt(outbound);
		if (isForLater(outbound, at)) {
			putBack(outbound);
			return;
		}
		this.ticker.sleepUntil(at);
		// The database may have taken its time, and the wait too.
		this.limits.enforceHours(this.ticker.instant());
		if (this.stop.isRequested()) {
			putBack(outbound);
			return;
		}
		long now = this.ticker.nanos();
		this.firstCall.started(now);
		this.board.call(outbound.called());
		this.inFlight.add(outbound);
		outbound.started(now);
		this.departures.started(now);
		this.caller.call(outbound.message(),
				(reply) -> this.completions.add(new Completions.Completion(outbound, reply, this.ticker.instant())));
	}

	/**
	 * Whether a call is not to start at its time: as its claim took too long, or for what
	 * was heard of the API or of others since.
	 */
	private boolean isForLater(Outbound outbound, long at) {
		long now = this.ticker.nanos();
		if (this.outage.isOn() && !(this.inFlight.isEmpty() && now >= this.outage.probeAt())) {
			outbound.waitUntil(now + LONGEST_REST);
			return true;
		}
		if (at > now + LONGEST_REST) {
			outbound.waitUntil((at < Long.MAX_VALUE) ? now + LONGEST_REST : now);
			return true;
		}
		return outbound.isLeft();
	}

	/** Gives up a claim whose call has not started. */
	private void putBack(Outbound outbound) {
		this.departures.notStarted();
		this.unbooked.add(Booking.notCalled(outbound.row(), this.ticker.instant()));
		outbound.putBack();
		if (!outbound.isLeft()) {
			this.backlog.addAgain(outbound);
		}
	}

	/** Waits until the next turn is worth its while. */
	private void rest() {
		long now = this.ticker.nanos();
		long turn = this.departures.nextTurn();
		if (this.backlog.hasNext() && room(now) > 0 && turn - now <= LONGEST_REST) {
			// What comes back meanwhile is booked along with the next claim.
			this.ticker.sleepUntil(this.departures.restUntil(turn));
			return;
		}
		long until = Math.min(now + LONGEST_REST, this.backlog.nextAgain());
		// Never shorter than this, lest the loop spins while a retry waits for its
		// permit.
		this.ticker.await(this.completions, Math.max(until - now, Departures.LEAD), this.inFlight.size() / 2);
	}

	private void drainIfStopped() {
		if (this.stop.isRequested()) {
			close();
		}
	}

	/**
	 * Waits for the calls under way, but not for long, and in a hurry not at all, and
	 * books them. What is not answered then is in doubt, unless its request had not been
	 * written.
	 */
	@Override
	public void close() {
		this.media.startNoMore();
		this.claimed.forEach(this::putBack);
		this.claimed.clear();
		await(DRAIN, true);
		if (!this.inFlight.isEmpty()) {
			this.caller.endCalls();
			await(AFTERMATH, false);
		}
		for (Outbound outbound : this.inFlight) {
			this.unbooked.add(new Booking(outbound.row(),
					Outcome.of(Status.IN_DOUBT, Code.NO_REPLY.name(),
							"The run was stopped before the API had answered: it may have arrived."),
					this.ticker.instant()));
			this.board.decided(Status.IN_DOUBT);
			this.limits.decided(outbound.message(), Status.IN_DOUBT, this.ticker.instant());
		}
		this.inFlight.clear();
		book();
	}

	/** Nothing more goes out in this run. */
	void end() {
		this.limits.end();
	}

	/** Whoever was held up meanwhile is to read what has arrived before time is up. */
	private void await(long nanos, boolean mayHurry) {
		long left = nanos;
		long now = this.ticker.nanos();
		while (!this.inFlight.isEmpty() && left > 0 && !(mayHurry && this.stop.isHurried())) {
			this.ticker.await(this.completions, LONGEST_REST, this.inFlight.size());
			book();
			long later = this.ticker.nanos();
			left -= Math.min(later - now, HELD_UP);
			now = later;
		}
	}

	private void book() {
		judgeArrived();
		if (!this.unbooked.isEmpty()) {
			List<Booking> bookings = List.copyOf(this.unbooked);
			Supplier<Set<Long>> commit = this.commits.begin(() -> this.ledger.record(bookings, List.of()));
			this.ledger.recorded(bookings, recorded(commit, bookings, 0));
		}
		publish();
	}

}
