package io.bulksend.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

import javax.sql.DataSource;

import io.bulksend.ledger.Booking;
import io.bulksend.ledger.Claim;
import io.bulksend.ledger.Journal;
import io.bulksend.ledger.OwnClaims;
import io.bulksend.ledger.SharedLedger;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.ledger.shared.AccountRate;
import io.bulksend.ledger.shared.ChunkHold;
import io.bulksend.ledger.shared.HandOut;
import io.bulksend.ledger.shared.Participant;
import io.bulksend.media.MediaIds;
import org.jspecify.annotations.Nullable;

/**
 * One process's share of the rows that a run hands out: takes chunks, sends their rows,
 * and replies when all of them are decided. The run's own process has one as well.
 * <p>
 * What is known of a call is never given up: while the database is away it waits to be
 * booked. Chunks are, and with them the rows whose calls have not begun: whoever takes
 * the chunk then sends these.
 */
public final class Share implements Runnable {

	/** A few, as a row that waits to be tried again holds up its chunk's reply. */
	private static final int MOST_CHUNKS = 8;

	/** Those of the chunks, the ledger's and the rate's. */
	public static final int CONNECTIONS = MOST_CHUNKS + 2;

	private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(50);

	private static final long BETWEEN_TOUCHES = TimeUnit.SECONDS.toNanos(2);

	private static final long BETWEEN_SETTLINGS = TimeUnit.MILLISECONDS.toNanos(300);

	/** How long what came back waits for the database when the share ends. */
	private static final long LAST_PATIENCE = TimeUnit.SECONDS.toNanos(15);

	private final DataSource dataSource;

	private final HandOut handOut;

	private final StopSwitch stop;

	private final Ticker ticker;

	private final long token = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);

	private final Team team;

	private final AccountPace pace;

	private final Dispatcher dispatcher;

	private final List<ChunkWork> chunks = new ArrayList<>();

	private final OwnClaims claimed = new OwnClaims();

	/** Claims that may be in the ledger, though no call has begun. */
	private final List<Claim> uncertain = new ArrayList<>();

	private final boolean patient;

	private @Nullable SharedLedger ledger;

	private volatile boolean ended;

	private volatile int quietTurns;

	private volatile @Nullable RuntimeException failure;

	private long lookAt = Long.MIN_VALUE;

	private long touchAt = Long.MIN_VALUE;

	private long settleAt = Long.MIN_VALUE;

	/**
	 * A share.
	 *
	 * @param account whose rate it keeps to
	 * @param who who sends: a worker waits while the database is away, and its own end is
	 * no end of the run
	 * @param handOut whose rows
	 * @param settings how they are sent
	 */
	public record Terms(Account account, Participant who, HandOut handOut, SendSettings settings) {
	}

	/**
	 * Takes part.
	 * @param dataSource the ledger's database
	 * @param terms what is sent, and how
	 * @param caller starts the calls
	 * @param stop ends it early, and is told why all are to stop
	 * @param board where it says how far it has come
	 * @param concurrency tells how many calls may be in flight
	 */
	public Share(DataSource dataSource, Terms terms, Caller caller, StopSwitch stop, ProgressBoard board,
			IntSupplier concurrency) {
		this.dataSource = dataSource;
		this.handOut = terms.handOut();
		this.stop = stop;
		this.ticker = Ticker.SYSTEM;
		this.patient = terms.who().worker();
		this.team = new Team(terms.settings().maxFailures(), terms.who().process(), board, stop, terms.who().worker());
		this.pace = new AccountPace(
				() -> new AccountRate(dataSource, terms.account().name(), terms.who(), this.handOut.id(), this.token),
				terms.settings().rate(), this.team::talk, this.ticker);
		this.dispatcher = new Dispatcher(caller, MediaIds.NONE, new ChunksJournal(), terms.settings().forOneOfSeveral(),
				stop, Canary.none(), DailyLimit.none(), board, this.pace, this.ticker, RandomGenerator.getDefault());
		this.dispatcher.concurrency(concurrency);
	}

	/** All rows are decided, or are to be left to others: the share ends soon. */
	public void end() {
		this.ended = true;
	}

	/**
	 * Says whether anything is under way here, or to be booked: nothing is where the
	 * number grows.
	 * @return how often nothing was
	 */
	public int quietTurns() {
		return this.quietTurns;
	}

	/**
	 * What ended it early.
	 * @return the failure, or {@code null}
	 */
	public @Nullable RuntimeException failure() {
		return this.failure;
	}

	/**
	 * What is wrong with this process alone, so that it cannot take part.
	 * @return a sentence, or {@code null}
	 */
	public @Nullable String ownTrouble() {
		return this.team.ownTrouble();
	}

	/** Sends until there is nothing more to send, or a stop was asked for. */
	@Override
	public void run() {
		try {
			while (!this.ended && !this.team.isOver() && !this.stop.isRequested()) {
				try {
					turn();
				}
				catch (LedgerException ex) {
					lost();
					if (!this.patient) {
						throw ex;
					}
					this.dispatcher.pause();
				}
			}
		}
		catch (RuntimeException ex) {
			this.failure = ex;
		}
		finally {
			finish();
		}
	}

	private void turn() {
		this.team.advise(this.dispatcher, this.ticker.nanos());
		takeChunks();
		this.dispatcher.turn();
		if (this.team.look(this.dispatcher.judge())) {
			this.pace.hurry();
		}
		lookAfterChunks();
		if (this.dispatcher.isQuiet()) {
			this.quietTurns++;
		}
	}

	private void takeChunks() {
		long now = this.ticker.nanos();
		if (this.dispatcher.outage().isOn()) {
			// Others may get through: they are to have its rows, but one to try with.
			int kept = this.dispatcher.isTrying() ? 1 : 0;
			while (this.chunks.size() > kept) {
				giveUp(this.chunks.get(0));
			}
			if (kept == 0 || !this.chunks.isEmpty()) {
				return;
			}
		}
		if (now < this.lookAt) {
			return;
		}
		while (this.chunks.size() < MOST_CHUNKS && this.dispatcher.isHungry() && this.dispatcher.hasBreak()) {
			ChunkHold hold = ChunkHold.take(this.dataSource, this.handOut.id());
			if (hold == null) {
				this.lookAt = now + BETWEEN_LOOKS;
				return;
			}
			ChunkWork work = new ChunkWork(hold);
			this.chunks.add(work);
			this.dispatcher.add(work.begin(ledger()));
			if (this.dispatcher.outage().isOn()) {
				return;
			}
		}
	}

	private void lookAfterChunks() {
		long now = this.ticker.nanos();
		boolean touch = now >= this.touchAt;
		boolean settle = now >= this.settleAt;
		this.touchAt = touch ? now + BETWEEN_TOUCHES : this.touchAt;
		this.settleAt = settle ? now + BETWEEN_SETTLINGS : this.settleAt;
		for (ChunkWork work : List.copyOf(this.chunks)) {
			if (settle && work.hasForeign()) {
				this.dispatcher.add(work.settle(ledger()));
			}
			try {
				if (work.isDone()) {
					this.chunks.remove(work);
					ledger().drop(work.first());
					work.hold().done(work.isDoubtful());
				}
				else if (touch) {
					work.hold().touch();
				}
			}
			catch (LedgerException ex) {
				// It was silent for too long. Somebody else has it now.
				giveUp(work);
			}
		}
	}

	private void giveUp(ChunkWork work) {
		this.chunks.remove(work);
		this.dispatcher.leave(work::has);
		if (this.ledger != null) {
			this.ledger.drop(work.first());
		}
		work.hold().close();
	}

	private SharedLedger ledger() {
		SharedLedger open = this.ledger;
		if (open == null) {
			open = new SharedLedger(this.dataSource, this.handOut.file(), this.handOut.id(), this.token, this.claimed);
			this.ledger = open;
		}
		return open;
	}

	/** The database is away, or was: all chunks are back with it. */
	private void lost() {
		List.copyOf(this.chunks).forEach(this::giveUp);
		this.dispatcher.withdraw(this.uncertain);
		this.uncertain.clear();
		if (this.ledger != null) {
			this.ledger.close();
			this.ledger = null;
		}
	}

	private void finish() {
		long until = this.ticker.nanos() + LAST_PATIENCE;
		boolean booked = false;
		while (!booked) {
			try {
				this.dispatcher.close();
				booked = true;
			}
			catch (LedgerException ex) {
				lost();
				if (this.ticker.nanos() > until) {
					this.failure = ex;
					break;
				}
				this.dispatcher.pause();
			}
		}
		try {
			lookAfterChunks();
		}
		catch (LedgerException ex) {
			lost();
		}
		List.copyOf(this.chunks).forEach(this::giveUp);
		this.team.look(this.dispatcher.judge());
		this.pace.close();
		lost();
	}

	/** The ledger for as long as it is there; chunks hear what became of their rows. */
	private final class ChunksJournal implements Journal {

		@Override
		public Set<Long> record(List<Booking> bookings, List<Claim> claims) {
			try {
				return ledger().record(bookings, claims);
			}
			catch (LedgerException ex) {
				Share.this.uncertain.addAll(claims);
				throw ex;
			}
		}

		@Override
		public void recorded(List<Booking> bookings, Set<Long> denied) {
			for (Booking booking : bookings) {
				Share.this.chunks.forEach((work) -> work.booked(booking));
			}
			if (!denied.isEmpty()) {
				List.copyOf(Share.this.chunks)
					.stream()
					.filter((work) -> denied.stream().anyMatch(work::has))
					.forEach(Share.this::giveUp);
			}
		}

	}

}
