package io.bulksend.send;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.bulksend.ledger.database.LedgerException;
import io.bulksend.ledger.shared.AccountRate;
import io.bulksend.ledger.shared.Lease;
import org.jspecify.annotations.Nullable;

/**
 * One rate for all that send for an account, by slots from the database. A thread of its
 * own fetches them ahead of their time, so that nobody who sends waits for the database
 * here, and tells it meanwhile that this member is there.
 */
final class AccountPace implements Pace {

	/** How often the database hears of a member that wants nothing. */
	private static final long BEAT = TimeUnit.MILLISECONDS.toNanos(100);

	/** How long after the last question for permits somebody still sends. */
	private static final long INTEREST = TimeUnit.MILLISECONDS.toNanos(100);

	/** How long what is told of no limit holds. */
	private static final long BELIEVED = TimeUnit.SECONDS.toNanos(2);

	/**
	 * How much later than the database says all use their slots alike. Else a slot that
	 * is handed out for now would be past when it has arrived, and its claim committed.
	 */
	private static final long LATER = TimeUnit.MILLISECONDS.toNanos(40);

	/** Who calls hardly at all cannot tell how fast all are. */
	private static final double LEAST_SHARE = 0.01;

	private final Ticker ticker;

	private final Thread thread;

	private final SlotQueue slots = new SlotQueue();

	private final RateMeter meter = new RateMeter();

	private final @Nullable Consumer<AccountRate> beat;

	private volatile boolean urgent;

	private long beatAt = Long.MIN_VALUE;

	private Runnable wake = () -> {
	};

	private boolean closed;

	private @Nullable LedgerException failure;

	private double asked;

	private long pauseMicros;

	private long calls;

	private long wantedAt = Long.MIN_VALUE / 2;

	/** From when to when there is no limit. */
	private long freeFrom = Long.MAX_VALUE / 2;

	private long freeUntil = Long.MIN_VALUE / 2;

	private volatile double rate;

	private volatile double share = 1;

	private final ServerClock clock = new ServerClock();

	/**
	 * Takes part.
	 * @param account opens the account's rate, on this pace's own thread
	 * @param ask calls a second that it asks for at first; 0 for nothing
	 * @param ticker the time
	 */
	AccountPace(Supplier<AccountRate> account, double ask, Ticker ticker) {
		this(account, ask, null, ticker);
	}

	/**
	 * Takes part for as long as it takes: waits while the database is away.
	 * @param account opens the account's rate, on this pace's own thread
	 * @param ask calls a second that it asks for at first; 0 for nothing
	 * @param beat runs on that thread several times a second
	 * @param ticker the time
	 */
	AccountPace(Supplier<AccountRate> account, double ask, @Nullable Consumer<AccountRate> beat, Ticker ticker) {
		this.asked = ask;
		this.beat = beat;
		this.ticker = ticker;
		this.thread = new Thread(() -> take(account), "account-rate");
		this.thread.setDaemon(true);
		this.thread.start();
	}

	@Override
	public synchronized int permits(long now, long until, int wanted) {
		if (this.failure != null) {
			throw this.failure;
		}
		if (wanted == 0) {
			return 0;
		}
		boolean idle = now - this.wantedAt > INTEREST;
		this.wantedAt = now;
		if (now < this.freeUntil) {
			return (now >= this.freeFrom) ? wanted : 0;
		}
		int usable = this.slots.usable(now, until, wanted);
		if (usable == 0 && (idle || this.slots.due() == Long.MAX_VALUE)) {
			LockSupport.unpark(this.thread);
		}
		return usable;
	}

	@Override
	public synchronized void reserve(int calls) {
		if (this.ticker.nanos() >= this.freeUntil) {
			this.slots.reserve(calls);
		}
	}

	@Override
	public synchronized long due() {
		return (this.ticker.nanos() < this.freeUntil) ? this.freeFrom : this.slots.due();
	}

	@Override
	public synchronized long startAt(boolean late) {
		return this.slots.startAt(this.ticker.nanos(), late);
	}

	@Override
	public synchronized void started(long now) {
		this.slots.use();
		this.calls++;
	}

	@Override
	public synchronized void notStarted() {
		this.slots.giveBack();
	}

	@Override
	public synchronized void ask(double rate) {
		this.asked = rate;
	}

	@Override
	public synchronized void pause(Duration pause) {
		this.pauseMicros = Math.max(this.pauseMicros, TimeUnit.NANOSECONDS.toMicros(pause.toNanos()));
		this.slots.clear();
		LockSupport.unpark(this.thread);
	}

	@Override
	public double rate() {
		return this.rate;
	}

	@Override
	public double share() {
		return this.share;
	}

	@Override
	public synchronized void onArrival(Runnable arrived) {
		this.wake = arrived;
	}

	/** The next beat is not to wait for its time. */
	void hurry() {
		this.urgent = true;
		LockSupport.unpark(this.thread);
	}

	private void take(Supplier<AccountRate> account) {
		do {
			try (AccountRate opened = account.get()) {
				while (!isClosed()) {
					lease(opened);
					beat(opened);
					long rest = rest(this.ticker.nanos());
					if (rest > 0 && !this.urgent) {
						LockSupport.parkNanos(this, rest);
					}
				}
				this.beatAt = Long.MIN_VALUE;
				beat(opened);
				opened.lease(0, 0, giveBack(), 0, 0);
			}
			catch (LedgerException ex) {
				fail(ex);
			}
		}
		while (this.beat != null && !isClosed());
	}

	private void beat(AccountRate account) {
		long now = this.ticker.nanos();
		if (this.beat != null && (now >= this.beatAt || this.urgent)) {
			this.urgent = false;
			this.beatAt = now + BEAT;
			this.beat.accept(account);
		}
	}

	private void lease(AccountRate account) {
		double ask;
		double measured;
		int wanted;
		int missed;
		long pause;
		synchronized (this) {
			long now = this.ticker.nanos();
			wanted = (isSending(now) && now >= this.freeUntil) ? this.slots.wanted(now) : 0;
			missed = this.slots.takeMissed();
			ask = this.asked;
			pause = this.pauseMicros;
			this.pauseMicros = 0;
			measured = this.meter.read(now, this.calls);
		}
		long before = this.ticker.nanos();
		Lease lease = account.lease(ask, wanted, missed, pause, measured);
		arrive(lease, wanted, measured, before, this.ticker.nanos());
	}

	private void arrive(Lease lease, int wanted, double measured, long before, long after) {
		Runnable arrived;
		synchronized (this) {
			this.clock.read(lease.now(), before, after);
			this.rate = lease.rate();
			this.share = (measured > 0) ? Math.max(measured / (measured + lease.others()), LEAST_SHARE) : 1;
			if (lease.rate() == 0) {
				this.freeFrom = this.clock.nanos(lease.first());
				this.freeUntil = Math.max(after, this.freeFrom) + BELIEVED;
			}
			else {
				this.freeUntil = Long.MIN_VALUE / 2;
				this.slots.add(this.clock.nanos(lease.first()) + LATER, 1_000 * lease.step(), lease.slots(),
						lease.rate());
			}
			arrived = this.wake;
		}
		if (wanted > 0) {
			arrived.run();
		}
	}

	/** Whoever waits for a claim that takes long needs slots for when it is there. */
	private boolean isSending(long now) {
		return now - this.wantedAt <= INTEREST || this.slots.hasReserved();
	}

	private synchronized long rest(long now) {
		boolean sends = isSending(now) && now >= this.freeUntil;
		return Math.min(BEAT, sends ? this.slots.fetchAt(now) - now : BEAT);
	}

	private synchronized int giveBack() {
		this.slots.clear();
		return this.slots.takeMissed();
	}

	private void fail(LedgerException cause) {
		if (this.beat != null) {
			synchronized (this) {
				this.slots.clear();
				this.freeUntil = Long.MIN_VALUE / 2;
			}
			LockSupport.parkNanos(this, BEAT);
			return;
		}
		Runnable arrived;
		synchronized (this) {
			this.failure = cause;
			arrived = this.wake;
		}
		arrived.run();
	}

	private synchronized boolean isClosed() {
		return this.closed;
	}

	/** Ends, and lets the others have what is not used. */
	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
		}
		LockSupport.unpark(this.thread);
		try {
			this.thread.join(TimeUnit.SECONDS.toMillis(5));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
